# An agent -> whether it is still there.
if (if type == "object" then .AgentID | text else null end) == null then {unreadable: "no agent: no 'AgentID'"}
else {state: "open", resolvedAt: null}
end
