# A resource -> what has become of it. It is asked for by its id and has another shape than in the list.
(if type == "object" then . else {} end)
| (.state | if type == "string" then ascii_downcase else null end) as $state
| if (.id | text) == null and (.generalInfo | type) != "object" then {unreadable: "no resource: neither 'id' nor 'generalInfo'"}
  elif $state == "decommissioned" then {state: "resolved", resolvedAt: null}
  else {state: "open", resolvedAt: null}
  end
