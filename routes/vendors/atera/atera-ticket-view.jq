# A ticket of Atera, or a page of them -> as the ticket routes see it. The answer to a create tells its number only.
#
# The first line of the description, which comes back as FirstComment, decides whose ticket it is: nobody but us writes
# it. Lists that do not show it leave the title, which replies and forwards carry on: see docs/vendors/atera.md.

def said: if type == "string" and test("\\S") then . else null end;

def is_from_people: (.TicketSource // "" | tostring) | test("(?i)mail|portal");
def status: .TicketStatus // "" | tostring | fold_case;
# Statuses are the tenant's own texts: which of them end a ticket, the account's settings say.
def listed($key): setting(variable("account"); $key) // "" | split(",") | map(fold_case | select(. != ""));
# Lists still show such tickets, though people see them as gone. "Merged into #12" is Merged, too.
def is_put_away($words): . as $status | $words | any(. as $word | $status == $word or ($status | startswith($word + " ")));
# Our comments begin with marker and word; people quote them.
def is_ours($marker): $marker != null and (html_first_line | startswith("[\($marker)/"));

# What a person at work sets, and a tenant's own rules may set as well.
def signs:
  (if (.TechnicianContactID | type) == "number" and .TechnicianContactID > 0 then .TechnicianContactID else null end) as $technician
  | [{field: "TicketStatus", value: .TicketStatus, set: (status != "open"), says: "its status is \(.TicketStatus // "")"},
     {field: "TechnicianContactID", value: $technician, set: ($technician != null),
      says: (if $technician == null then "its technician was taken off" else "a technician has taken it" end)}];

# What only people do.
def touched($marker):
  if [.OnSiteDurationSeconds, .OffSiteDurationSeconds, .TotalDurationSeconds] | any(type == "number" and . > 0)
  then "time was entered for it"
  elif .LastEndUserComment | said != null then "its end user has commented"
  elif .LastTechnicianComment | said | . != null and (is_ours($marker) | not) then "a technician has commented"
  else null end;

def view($closed; $away):
  (.TicketTitle // "" | tostring) as $title
  | (.FirstComment | said) as $description
  | ($description | if . == null then null else html_first_line | said end) as $head
  | ($title | marker_behind_title) as $at_end
  | (.TicketCreatedDate | instant) as $created
  | (if $head != null then $head | marker_in("^\\[(cv-[a-z2-7]{12})\\]$")
     elif $created == null or is_from_people or ($title | is_reply) then null
     else $at_end end) as $marker
  | {id: ([.TicketID, .ActionID | text | select(. != null and test("^[1-9][0-9]{0,17}$"))] | first // null),
     marker: $marker,
     openedAt: $created,
     createdAt: (if $marker == null or $head == null then $created else null end),
     candidates: (if $marker == null then $title + "\n" + ($description // "") | possible_markers else [] end),
     order: .TicketID,
     over: (status | . as $status | is_put_away($away) or ($closed | index($status)) != null),
     putAway: (status | is_put_away($away)),
     status: .TicketStatus,
     signs: signs,
     touched: touched($marker),
     lastCommentOurs: (.LastTechnicianComment | said | . != null and is_ours($marker)),
     fields: {
       TicketTitle: ($title | without_marker),
       TicketStatus, TicketType, TicketPriority, TicketImpact, TechnicianContactID, TechnicianEmail}};

listed("closed-statuses") as $closed
| listed("put-away-statuses") as $away
| if type == "array" then map(view($closed; $away)) else view($closed; $away) end
