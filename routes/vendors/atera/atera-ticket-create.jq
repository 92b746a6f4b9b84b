# A create change -> the body of POST /tickets. The marker stands alone in the first line of the description, where it
# decides whose ticket this is, and at the end of the title, because every list returns the title.
# A browser shows the description: what others wrote must not become markup there.
def shown: if setting(variable("account"); "description") == "text" then . else as_html end;

.marker as $marker
| others_of_condition as $others
| if .payload.EndUserID == null and .payload.EndUserEmail == null then
    # Atera gives a ticket to its contact's customer: without one there is nowhere to open it.
    {unsendable: "No contact for the site \(.about.site.name // "(unknown)"): add a row for it to the contacts file, or set end-user-id for all sites without one"}
  else
    .payload
    | . + {
        TicketTitle: "\(.TicketTitle) [\($marker)]",
        Description: ("[\($marker)]\n\(.Description)\($others)" | shown)
      }
    | with_entries(select(.value != null))
  end
