# A device -> what has become of it. One that was decommissioned is kept for its history.
(if type == "object" then . else {} end)
| if .id | text == null then {unreadable: "no device: there is no 'id'"}
  else {state: (if .approvalStatus == "DECOMMISSIONED" then "resolved" else "open" end)}
  end
