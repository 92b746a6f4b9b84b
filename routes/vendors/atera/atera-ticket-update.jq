# What is to be changed -> the body of PUT /tickets/{id}; a ticket that is one too many is resolved.
.marker as $marker
| if .fields == null then {TicketStatus: "Resolved"} else .fields end
| if has("TicketTitle") then .TicketTitle = "\(.TicketTitle) [\($marker)]" else . end
