# A create change -> the body of POST /incidents. The reference of another system is the marker, and nobody but the API
# writes it.
others_of_condition as $others
| .marker as $marker
| .payload
| .description += $others
| .extTicketId = $marker
