# A create change -> the body of POST /incidents. The reference of another system is the marker, and nobody but the API
# writes it.
(.about.others // [] | map("\n\nThe same condition says as well:\n\n" + .) | join("")) as $others
| .marker as $marker
| .payload
| .description += $others
| .extTicketId = $marker
