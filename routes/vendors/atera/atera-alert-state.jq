# An alert -> what has become of it. One that is snoozed is hidden for a while and not over.
(if type == "object" then . else {} end)
| if (.AlertID | text) == null or ((.Archived | truth) == null and .Archived != null)
  then {unreadable: "no alert: no 'AlertID', or neither true nor false in 'Archived'"}
  elif (.Archived | truth) == true then {state: "resolved", resolvedAt: (.ArchivedDate | instant)}
  else {state: "open", resolvedAt: null}
  end
