# An alert -> what has become of it: closed, suppressed or well again, it is over.
(if type == "object" then . else {} end)
| (.currentState | if type == "string" then text else null end | if . == null then null else ascii_downcase end) as $state
| if (.uniqueId | text) == null or $state == null or ([.closed, .suppressed] | any(type != "boolean" and . != null))
  then {unreadable: "no alert: no 'uniqueId' or 'currentState', or neither true or false in 'closed'"}
  elif .closed == true or .suppressed == true or .permanentlySuppressed == true or $state == "ok"
  then {state: "resolved",
        resolvedAt: ([.statusHistory | member("closedTime", "suppressedTime")] + [.healedTimeString, .updatedTime]
          | map(instant) | map(select(. != null)) | first // null)}
  else {state: "open", resolvedAt: null}
  end
