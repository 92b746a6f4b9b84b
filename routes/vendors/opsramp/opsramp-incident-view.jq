# An incident of OpsRamp, or a page of them -> as the ticket routes see it.
#
# An incident does not tell who responded last, so all responses are read before it is resolved.

def marker: .extTicketId | text | if . != null and test("^cv-[a-z2-7]{12}$") then . else null end;
def status: .status // "" | tostring | ascii_downcase;
def who: member("loginName") // member("id") | text;
def group: member("name") // member("id") | text;

# What a person at work sets, and a tenant's own rules may set as well.
def signs:
  (.assignedUser | who) as $user
  | (.assigneeGroup | group) as $group
  | [{field: "status", value: .status, set: (status != "new"), says: "its status is \(.status // "")"},
     {field: "assignedUser", value: $user, set: ($user != null),
      says: (if $user == null then "its user was taken off" else "\($user) has taken it" end)},
     {field: "assigneeGroup", value: $group, set: ($group != null),
      says: (if $group == null then "its group was taken off" else "it was given to \($group)" end)}];

# What only people do.
def touched: if (.reOpenCount | type) == "number" and .reOpenCount > 0 then "it was opened again" else null end;

def view:
  marker as $marker
  | {id: (.id | text),
     marker: $marker,
     openedAt: (.createdDate | instant),
     createdAt: null,
     # People quote markers, but in texts that no search is made of.
     candidates: [],
     order: (.id | text // "" | gsub("[^0-9]"; "") | if . == "" then 0 else tonumber end),
     over: (status == "resolved" or status == "closed"),
     status: .status,
     ways: (.allowedStatus | if type == "array" then map({name: member("name"), reasonsEnabled: member("reasonsEnabled")}) else [] end),
     signs: signs,
     touched: touched,
     lastCommentOurs: true,
     fields: {subject, priority, status}};

if type == "array" then map(view) else view end
