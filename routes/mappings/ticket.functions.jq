# Functions that every jq file may call: what Caravan writes into tickets becomes one thing for all targets, and is found
# there again.

# The marker in the place where a pattern has its first group.
def marker_in($pattern): if type == "string" then [match($pattern).captures[0].string] | first // null else null end;
# A marker that stands behind a title, and the title without it.
def marker_behind_title: marker_in("\\[(cv-[a-z2-7]{12})\\]\\s*$");
def without_marker: sub("\\s*\\[cv-[a-z2-7]{12}\\]\\s*$"; "");
# All that look like markers, wherever they stand.
def possible_markers: [match("\\bcv-[a-z2-7]{12}\\b"; "g").string] | unique;
# Replies and forwards carry a title on.
def is_reply: test("(?i)^\\s*(re|fwd?|aw|wg|sv|vs|antw|tr|rv)\\s*(\\[\\d+\\])?\\s*:");

# A create change -> what the description says besides, of the other records that share the ticket.
def others_of_condition: .about.others // [] | map("\n\nThe same condition says as well:\n\n" + .) | join("");

# A comment change -> its text. Comments have no id that lists show: the marker and the comment's own word make one findable.
def comment_word: "\(.marker)/\(.payload.id)";
def comment_text($ticket; $ended):
  "[\(comment_word)] "
  + (if .payload.text then .payload.text
     elif .payload.kept then
       "This \($ticket) was opened twice for the same record. \($ticket | sentence_case) \(.payload.kept) is kept; this one is \($ended)."
     else
       (if .payload.at then "The alert was resolved at \(.payload.at)."
        else "It is over: \(.payload.why)."
        end)
       + (if .payload.left then " The \($ticket) is left open because \(.payload.left)." else "" end)
       + (if .payload.untold then "\n\nNot told before:\n\n" + .payload.untold else "" end)
     end);
