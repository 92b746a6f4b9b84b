# A ticket -> whether it is still there: resolved and closed ones are, those that people put away are not.
def listed($key): setting(variable("account"); $key) // "" | split(",") | map(fold_case | select(. != ""));

listed("put-away-statuses") as $away
| (if type == "object" then . else {} end)
| if (.TicketID | text) == null then {unreadable: "no ticket: no 'TicketID'"}
  else
    (.TicketStatus // "" | tostring | fold_case) as $status
    | if $away | any(. as $word | $status == $word or ($status | startswith($word + " ")))
      then {state: "resolved", resolvedAt: null}
      else {state: "open", resolvedAt: null} end
  end
