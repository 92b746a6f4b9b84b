# The activities of an alert's series -> what has become of it. The code decides, the status beside it is in the language
# of the tenant.
if type == "object" and (.activities | type) == "array" then
  [.activities[] | select(type == "object" and (.statusCode | type) == "string")]
  | (sort_by(.id) | last) as $newest
  | if $newest != null and ($newest.statusCode | ascii_upcase) == "RESET"
    then {state: "resolved", resolvedAt: ($newest.activityTime | instant)}
    else {state: "gone", resolvedAt: null}
    end
else {unreadable: "no list of activities"}
end
