# A create change -> the body of POST /tickets. The marker stands first in the title, because every
# list returns the title, and in the first line of the description, because people edit titles.
.marker as $marker
| .payload
| . + {
    TicketTitle: "[\($marker)] \(.TicketTitle)",
    Description: "[\($marker)]\n\(.Description)"
  }
| with_entries(select(.value != null))
