# A contact -> whether it is still there. One that is archived is over.
(if type == "object" then . else {} end)
| if (.EndUserID | text) == null then {unreadable: "no contact: no 'EndUserID'"}
  elif (.Archived | truth) == true then {state: "resolved", resolvedAt: null}
  else {state: "open", resolvedAt: null}
  end
