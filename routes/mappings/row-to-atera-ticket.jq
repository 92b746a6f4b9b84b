# A page of canonical rows becomes what a page of Atera tickets should be (docs/records.md).
#
# The names of columns stand in `columns` alone: change them here as they are called in the table. A row without a title is
# not written to its end yet, and one that bears a marker was written by Caravan, perhaps of a ticket of ours: neither
# becomes a ticket. One whose status says that it is done is over, and so is its ticket.

def title_room: 200 - 18;

def column($name): .fields | member($name);

def columns:
  {title: (column("Title") | text),
   description: (column("Description") | readable_lines),
   priority: (column("Priority") | text),
   status: (column("Status") | text),
   customer: ((column("Customer") | text) // (column("Site") | text)),
   ref: (column("ExternalRef") | text)};

def is_ours: . != null and test("^(cv-[a-z2-7]{12}|double of row .*)$");
def is_done:
  . != null and (fold_case as $word | ["done", "closed", "resolved", "completed", "cancelled", "erledigt", "abgeschlossen", "geschlossen"]
    | any(. == $word));

# A word that is not here changes no priority.
def priority:
  {critical: "Critical", urgent: "Critical", kritisch: "Critical", high: "High", hoch: "High",
   medium: "Medium", normal: "Medium", mittel: "Medium", low: "Low", niedrig: "Low"}
  [. // "" | fold_case] // null;
def severity: {Critical: "critical", High: "major", Medium: "minor"}[. // ""] // "info";

# Some views show titles as HTML and some as they are: these signs look alike and are markup in none.
def shown: if setting(variable("targetAccount"); "description") == "text" then . else without_markup end;

def default_contact: variable("endUserId") | if . == null then null else (tonumber? // null) end;

def ticket($row):
  ($row.title | shown | cut_at_word(title_room)) as $title
  | ($row.priority | priority) as $priority
  | {id: null, name: $row.customer} as $site
  | end_user_id(variable("sync"); $site) as $mapped
  | ($mapped // default_contact) as $contact
  | (if $priority == null then {} else {TicketPriority: $priority} end) as $fields
  | {key,
     create: ({
       TicketTitle: $title,
       Description: ([$row.title,
         ([($row.customer | prefixed("Customer: ")),
           ([(.vendor | vendor_name), (.account | said | prefixed("account ")), (.key | said | prefixed("row "))] | joined(", ") | prefixed("Source: "))]
           | joined("\n")),
         ($row.description | if . == null then null else cut_at_word(10000) end)] | joined("\n\n")),
       TicketStatus: "Open",
       TicketType: "Request",
       EndUserID: $contact} + $fields),
     update: ({TicketTitle: $title} + $fields),
     note: ([(["The row has changed in \(.vendor | vendor_name // "its source"). It is now:", $row.title, ($priority | prefixed("Priority: "))] | joined("\n")),
       ($row.description | if . == null then null else cut_at_word(2000) end)] | joined("\n\n")),
     close: {TicketStatus: "Resolved"},
     about: {
       severity: ($priority | severity), openedAt: .createdAt,
       site: $site,
       summary: $row.title,
       contact: $contact,
       unmapped: ($mapped == null and $row.customer != null and variable("hasContacts") != null),
       over: ($row.status | is_done)}};

if type == "array" then map(columns as $row | select($row.title != null and ($row.ref | is_ours | not)) | ticket($row))
else error("expected an array of canonical rows, not \(type)")
end
