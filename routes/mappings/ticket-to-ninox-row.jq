# A page of canonical tickets becomes what a page of rows in a Ninox table should be (docs/records.md).
#
# The names on the left are those of the table's columns: rename them here as they are called there. Columns
# that the table lacks are left out. The sink adds ExternalRef, by which a row is found again.

{Number: "number",
 Title: "title",
 Status: "status",
 Priority: "priority",
 Type: "type",
 Customer: ["site", "name"],
 Contact: ["contact", "name"],
 Technician: ["technician", "name"],
 CreatedAt: "createdAt",
 ResolvedAt: "resolvedAt"} as $names
| {site: {id: ["site", "id"], name: ["site", "name"]}} as $about

| def row:
  shaped($names) as $columns
  | {key,
     create: $columns,
     # A ticket that returns is not removed any more.
     update: ($columns + {Removed: null}),
     # "now" is the moment at which the row is written.
     close: {Status: "Deleted", Removed: "now"},
     about: (shaped($about) + {summary: ([(.number | said) // .key, (.title | said)] | joined(": "))})};

if type == "array" then map(row)
else error("expected an array of canonical tickets, not \(type)")
end
