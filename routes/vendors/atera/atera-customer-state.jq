# A customer -> whether it is still there.
if (if type == "object" then .CustomerID | text else null end) == null then {unreadable: "no customer: no 'CustomerID'"}
else {state: "open", resolvedAt: null}
end
