# A comment change -> the body of POST /ticketing/ticket/{id}/comment, a form in parts. The marker and the comment's own
# word make one findable.
"\(.marker)/\(.payload.id)" as $word
| {public: false,
   body:
    ("[\($word)] "
    + (if .payload.text then .payload.text
       elif .payload.kept then
         "This ticket was opened twice for the same record. Ticket \(.payload.kept) is kept; this one is closed."
       else
         (if .payload.at then "The alert was resolved at \(.payload.at)."
          else "It is over: \(.payload.why)."
          end)
         + (if .payload.left then " The ticket is left open because \(.payload.left)." else "" end)
         + (if .payload.untold then "\n\nNot told before:\n\n" + .payload.untold else "" end)
       end) | gsub("<"; "‹") | gsub(">"; "›"))}
| "--caravan-comment\r\nContent-Disposition: form-data; name=\"comment\"\r\nContent-Type: application/json\r\n\r\n"
  + tojson + "\r\n--caravan-comment--\r\n"
