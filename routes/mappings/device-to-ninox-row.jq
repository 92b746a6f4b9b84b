# A page of canonical devices becomes what a page of rows in a Ninox table should be (docs/records.md).
#
# The names on the left are those of the table's columns: rename them here as they are called there. Columns
# that the table lacks are left out. The sink adds ExternalRef, by which a row is found again.

# With a question mark: what a source cannot tell of a device is no column of ours.
{Name: "name?",
 Site: ["site", "name?"],
 Source: "vendor",
 Kind: "kind?",
 OS: "os?",
 Online: "online?",
 LastSeen: "lastSeen?",
 IP: "ip?",
 User: "user?",
 PatchStatus: "patchStatus?",
 Antivirus: "antivirus?",
 Serial: "serial?",
 Manufacturer: "manufacturer?",
 Model: "model?"} as $columns

# "now" is the moment at which the row is written.
| {Online: false, Removed: "now"} as $close
| {site: {id: ["site", "id"], name: ["site", "name"]}, device: {id: "key", name: "name"}} as $about

| def columns:
    shaped($columns)
    # To the hour: a moment that moves with every look would write every row in every cycle.
    | if has("LastSeen") then . + {LastSeen: (.LastSeen | rounded_to_hour)} else . end
    # People may fill those in. What a maker left to be filled in is nobody's.
    | if has("Serial") then . + {Serial: (.Serial | hardware_serial)} else . end
    | if has("Manufacturer") then . + {Manufacturer: (.Manufacturer | hardware_name)} else . end
    | if has("Model") then . + {Model: (.Model | hardware_name)} else . end;

def row:
  columns as $row
  | {key,
     create: $row,
     # A device that returns is not removed any more.
     update: ($row + {Removed: null}),
     close: $close,
     about: (shaped($about) + {summary: ([(.name | said) // .key, (.site | member("name") | said)] | joined(" at "))})};

if type == "array" then map(row)
else error("expected an array of canonical devices, not \(type)")
end
