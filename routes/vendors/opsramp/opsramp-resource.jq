# A page of OpsRamp resources becomes a page of canonical devices (docs/records.md). One that was decommissioned is over.
#
# Consoles and attributes may hold addresses and keys of clouds and stay behind, in `raw` too.

def lower: text | if . == null then null else ascii_downcase end;

# `resiurceType` is the vendor's own.
def resource_type: first_of([.resourceType, .resiurceType, .deviceType | lower]);
def kind:
  (.devicePath | lower // "") as $path
  | if $path | startswith("server") then "server"
    elif $path | startswith("network") then "network"
    else resource_type end;

def device:
  (.id? // null | text) as $key
  | if $key == null then
      error("an OpsRamp resource has no id, so it has no identity; the answer is not that of a resource list")
    else . end
  | {key: $key,
     account: variable("account"),
     vendor: "opsramp",
     name: first_of([.name, .hostName, .resourceName, .aliasName | text]),
     site: {id: first_of([.client | member("uniqueId") | text]), name: first_of([(.client | member("name") | text), (.location | member("name") | text)])},
     os: (.osName | text),
     kind: kind,
     online: ({up: true, down: false}[.status | lower // ""]),
     # Only when its record was changed is said, not when it was seen.
     lastSeen: null,
     ip: (.ipAddress | text),
     serial: (.serialNumber | text),
     manufacturer: (.make | text),
     model: (.model | text),
     user: null,
     patchStatus: null,
     antivirus: null,
     over: ((.state | lower) == "decommissioned"),
     url: null,
     raw: (without("consoles") | without("attributes"))};

if type == "array" then map(device)
else error("expected an array of OpsRamp resources, not \(type)")
end
