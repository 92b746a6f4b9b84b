# A comment change -> the body of POST /tickets/{id}/notes.
"[\(.marker)/\(.payload.id)] " as $word
| {text: ($word + (.payload.text // (if .payload.kept then "Twice; \(.payload.kept) is kept." else "The alert is over." end)))}
