# What is to be changed -> the body of PUT /ticketing/ticket/{id}: the whole ticket, since what is left out is taken away,
# with the version that it was decided of. A ticket that is one too many is closed.
.marker as $marker
| .closedStatus as $closed
| (.fields // {status: "CLOSED"}) as $fields
| .ticket.whole
+ ($fields | with_entries(select(.key != "status" and .key != "subject")))
+ (if $fields.subject then {subject: "\($fields.subject) [\($marker)]"} else {} end)
+ (if $fields.status then {status: $closed} else {} end)
