# A page of canonical devices becomes what a page of rows in a Ninox table should be (docs/records.md).
#
# The names on the left are those of the table's columns: rename them here as they are called there. Columns
# that the table lacks are left out. The sink adds ExternalRef, by which a row is found again.

def columns:
  {Name: .name,
   Site: .site.name,
   Source: .vendor,
   Kind: .kind,
   OS: .os,
   Online: .online,
   # To the hour: a moment that moves with every look would write every row in every cycle.
   LastSeen: (.lastSeen | rounded_to_hour),
   IP: .ip,
   User: .user,
   PatchStatus: .patchStatus,
   Antivirus: .antivirus}
  # What a source cannot tell is no column of ours: people may fill it in. What a maker left to be filled in is nobody's.
  + (if has("serial") then {Serial: (.serial | hardware_serial)} else {} end)
  + (if has("manufacturer") then {Manufacturer: (.manufacturer | hardware_name)} else {} end)
  + (if has("model") then {Model: (.model | hardware_name)} else {} end);

def row:
  columns as $columns
  | {key,
     create: $columns,
     # A device that returns is not removed any more.
     update: ($columns + {Removed: null}),
     # "now" is the moment at which the row is written.
     close: {Online: false, Removed: "now"},
     about: {
       site: {id: .site.id, name: .site.name},
       device: {id: .key, name: .name},
       summary: ([.name // .key, .site.name] | joined(" at "))}};

if type == "array" then map(row)
else error("expected an array of canonical devices, not \(type)")
end
