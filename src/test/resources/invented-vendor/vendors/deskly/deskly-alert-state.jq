# An alert of Deskly -> what has become of it.
if .id == null then {unreadable: "no alert"}
else {state: (if .ended == null then "open" else "resolved" end), resolvedAt: (.ended | instant)} end
