# An alert -> what has become of it. Any member may be null: then the alert is resolved if it says when it was.
(if type == "object" then . else {} end)
| (.resolvedOn | instant) as $at
| (.resolved | truth) as $resolved
| if $resolved != null
    or (.resolved == null and (.alertUid | type == "string" and test("\\S")))
  then {state: (if $resolved // ($resolved == null and $at != null) then "resolved" else "open" end), resolvedAt: $at}
  else {unreadable: "no alert: neither true or false in 'resolved', nor null beside an 'alertUid'"}
  end
