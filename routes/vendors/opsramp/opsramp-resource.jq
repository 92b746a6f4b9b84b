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
     site: {id: first_of([.client | member("uniqueId") | text]), name: first_of([(.client | member("name") | text), (.location | member("name") | text)])},
     # Only when its record was changed is said, not when it was seen.
     lastSeen: null,
     user: null,
     patchStatus: null,
     antivirus: null,
     over: ((.state | lower) == "decommissioned"),
     url: null}
    # A member that is not there says nothing, and a null would empty a column.
    + (if has("name") or has("hostName") or has("resourceName") or has("aliasName")
       then {name: first_of([.name, .hostName, .resourceName, .aliasName | text])} else {} end)
    + (if has("devicePath") or has("resourceType") or has("resiurceType") or has("deviceType") then {kind: kind} else {} end)
    + (if has("status") then {online: ({up: true, down: false}[.status | lower // ""])} else {} end)
    + (if has("osName") then {os: (.osName | text)} else {} end)
    + (if has("ipAddress") then {ip: (.ipAddress | text)} else {} end)
    + (if has("serialNumber") then {serial: (.serialNumber | text)} else {} end)
    + (if has("make") then {manufacturer: (.make | text)} else {} end)
    + (if has("model") then {model: (.model | text)} else {} end)
    + {raw: (without("consoles") | without("attributes"))};

if type == "array" then map(device)
else error("expected an array of OpsRamp resources, not \(type)")
end
