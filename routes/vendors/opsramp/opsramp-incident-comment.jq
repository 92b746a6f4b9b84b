# A comment change -> the body of POST /incidents/{id}/responses. Responses have no id in lists: the marker and the
# comment's own word make one findable, in its text and as the reference of another system.
"\(.marker)/\(.payload.id)" as $word
| {description:
    ("[\($word)] "
    + (if .payload.text then .payload.text
       elif .payload.kept then
         "This incident was opened twice for the same record. Incident \(.payload.kept) is kept; this one is resolved."
       else
         (if .payload.at then "The alert was resolved at \(.payload.at)."
          else "It is over: \(.payload.why)."
          end)
         + (if .payload.left then " The incident is left open because \(.payload.left)." else "" end)
         + (if .payload.untold then "\n\nNot told before:\n\n" + .payload.untold else "" end)
       end) | gsub("<"; "‹") | gsub(">"; "›")),
   internal: true,
   extTicketResponseId: $word}
