# A ticket of NinjaOne, or a page of rows of a board -> as the ticket routes see it.
#
# A tag decides whose ticket it is; nobody but us writes such a one. Where a board shows no tags the subject is left, which
# replies carry on. A ticket does not tell who commented last, so its comments are read before it is closed.

def is_from_people: (.source // "" | tostring) | test("(?i)mail|form|help|end_user");
def status: if (.status | type) == "object" then .status else {name: .status} end;
def status_name: status | .name // .displayName // "" | tostring | ascii_upcase;
# A status of the tenant's own has one of NinjaOne's as its parent.
def is_over: status_name == "CLOSED" or status_name == "RESOLVED" or (status | .parentId == 6000 or .statusId == 6000 or .parentId == 5000);

# What a person at work sets, and a tenant's own rules may set as well.
def signs:
  (if (.assignedAppUserId | type) == "number" and .assignedAppUserId > 0 then .assignedAppUserId else null end) as $technician
  | [{field: "status", value: status_name, set: (status_name != "NEW"), says: "its status is \(status | .displayName // .name // "")"},
     {field: "assignedAppUserId", value: $technician, set: ($technician != null),
      says: (if $technician == null then "its technician was taken off" else "a technician has taken it" end)}];

# What a change must send again.
def whole:
  {version, clientId, ticketFormId, locationId, nodeId, subject, status: (status | .statusId | if . == null then null else tostring end), type,
   assignedAppUserId, requesterUid, severity, priority, parentTicketId, tags, additionalAssignedTechnicianIds, followupTime,
   cc: (if (.ccList | type) == "object" then .ccList else null end),
   attributes: (if (.attributeValues | type) == "array" and (.attributeValues | length) > 0
     then .attributeValues | map({attributeId, value}) else null end)}
  | with_entries(select(.value != null));

def view:
  (.subject // .summary // "" | tostring) as $subject
  | (.createTime | instant) as $created
  | ($subject | marker_behind_title) as $at_end
  | (if (.tags | type) == "array" then .tags | map(select(type == "string" and test("^cv-[a-z2-7]{12}$"))) | first // null
     elif $created == null or is_from_people or ($subject | is_reply) then null
     else $at_end end) as $marker
  | {id: (.id | text),
     marker: $marker,
     openedAt: $created,
     changedAt: (.lastUpdated | instant),
     createdAt: (if (.tags | type) == "array" and $marker != null then null else $created end),
     candidates: (if $marker == null then $subject | possible_markers else [] end),
     order: (.id // 0),
     over: (is_over or .deleted == true),
     putAway: (.deleted == true),
     status: (status | .displayName // .name),
     signs: signs,
     touched: null,
     lastCommentOurs: true,
     fields: {subject: ($subject | without_marker), status: status_name, priority, severity},
     whole: whole};

if type == "array" then map(view) else view end
