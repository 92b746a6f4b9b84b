# A comment change -> the body of POST /tickets/{id}/comments. Comments have no id at Atera: the
# marker and the comment's own word make it findable. A browser shows it, as it shows the description.
def shown:
  if setting(variable("account"); "description") == "text" then .
  else gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;") end;

{
  CommentText:
    ("[\(.marker)/\(.payload.id)] "
    + (if .payload.text then .payload.text
       elif .payload.kept then
         "This ticket was opened twice for the same record. Ticket \(.payload.kept) is kept; this one is resolved."
       else
         (if .payload.at then "The alert was resolved at \(.payload.at)."
          else "It is over: \(.payload.why)."
          end)
         + (if .payload.left then " The ticket is left open because \(.payload.left)." else "" end)
         + (if .payload.untold then "\n\nNot told before:\n\n" + .payload.untold else "" end)
       end) | shown),
  TechnicianCommentDetails: {
    TechnicianId: (variable("technicianId") | tonumber),
    IsInternal: true
  }
}
