# A page of Atera tickets becomes a page of canonical tickets (docs/records.md). People see the number, the key is the id.
#
# Resolved and closed tickets are tickets as others are. Those that people put away are over: Atera goes on listing them.

def listed($key): setting(variable("account"); $key) // "" | split(",") | map(fold_case | select(. != ""));
def is_put_away($words):
  (.TicketStatus // "" | tostring | fold_case) as $status
  | $words | any(. as $word | $status == $word or ($status | startswith($word + " ")));

# Where we have opened it: alone in the description's first line, else at the end of the title.
def marker($title):
  [(.FirstComment | if type == "string" then html_first_line else "" end | match("^\\[(cv-[a-z2-7]{12})\\]$")),
   ($title // "" | match("\\[(cv-[a-z2-7]{12})\\]\\s*$"))]
  | first // null | if . == null then null else .captures[0].string end;

def ticket($away):
  (.TicketID? // null | text) as $key
  | if $key == null then
      error("an Atera ticket has no TicketID, so it has no identity; the answer is not that of a ticket list")
    else . end
  | (.TicketTitle | text) as $title
  | {key: $key,
     account: variable("account"),
     vendor: "atera",
     number: (.TicketNumber | text),
     title: ($title | if . == null then null else without_marker | text end),
     status: (.TicketStatus | text),
     priority: (.TicketPriority | text),
     impact: (.TicketImpact | text),
     type: (.TicketType | text),
     origin: (.TicketSource | text),
     site: {id: (.CustomerID | text), name: (.CustomerName | text)},
     contact: {
       id: (.EndUserID | text),
       name: first_of([([(.EndUserFirstName | text), (.EndUserLastName | text)] | joined(" ")), (.EndUserEmail | text)]),
       email: (.EndUserEmail | text)},
     technician: {id: (.TechnicianContactID | text), name: first_of([.TechnicianFullName, .TechnicianEmail | text])},
     createdAt: (.TicketCreatedDate | instant),
     resolvedAt: (.TicketResolvedDate | instant),
     marker: marker($title),
     over: is_put_away($away),
     url: null,
     raw: .};

listed("put-away-statuses") as $away
| if type == "array" then map(ticket($away))
  else error("expected an array of Atera tickets, not \(type)")
  end
