# A page of Atera agents becomes a page of canonical devices (docs/records.md). Names repeat, even at one customer: the
# number of the agent is the device.
#
# A member that is not there says nothing, and a null would empty a column. The keys of Windows and Office licences stay
# behind, in `raw` too.

def word: text | if . == null then null else fold_case end;

def kind:
  (.OSType | word // "") as $os
  | (.DeviceType | word // "") as $type
  | if $type == "snmp" or $type == "tcp" or $type == "http" or ($type | test("network|router|switch|firewall")) then "network"
    elif $type | test("printer") then "printer"
    elif $type | test("hypervisor|esx|hyper-v") then "hypervisor"
    elif [$type, $os] | any(test("server|domain controller")) then "server"
    elif .BatteryInfo | type == "object" then "laptop"
    elif $type | test("laptop|notebook") then "laptop"
    elif [$type, $os] | any(test("^pc$|work ?station|desktop|^mac")) then "desktop"
    else first_of([$type, $os] | map(if . == "" then null else . end)) end;

def address: .IpAddresses | if type == "array" then map(text) | map(select(. != null)) | first // null else null end;

def device:
  (.AgentID? // null | text) as $key
  | if $key == null then
      error("an Atera agent has no AgentID, so it has no identity; the answer is not that of an agent list")
    else . end
  | {key: $key,
     account: variable("account"),
     vendor: "atera",
     site: ({id: (.CustomerID | text)} + (if has("CustomerName") then {name: (.CustomerName | text)} else {} end)),
     url: (.AppViewUrl | text)}
    + (if has("AgentName") or has("MachineName") or has("SystemName")
       then {name: first_of([.AgentName, .MachineName, .SystemName | text])} else {} end)
    + (if has("OSType") or has("DeviceType") then {kind: kind} else {} end)
    + (if has("Online") then {online: (.Online | truth)} else {} end)
    + (if has("LastSeen") then {lastSeen: (.LastSeen | instant)} else {} end)
    + (if has("OS") then {os: (.OS | text)} else {} end)
    + (if has("IpAddresses") then {ip: address} else {} end)
    + (if has("VendorSerialNumber") then {serial: (.VendorSerialNumber | text)} else {} end)
    + (if has("Vendor") then {manufacturer: (.Vendor | text)} else {} end)
    + (if has("VendorBrandModel") then {model: (.VendorBrandModel | text)} else {} end)
    # Who is logged on now comes and goes.
    + (if has("LastLoginUser") or has("CurrentLoggedUsers")
       then {user: first_of([.LastLoginUser, .CurrentLoggedUsers | text])} else {} end)
    + {raw: (without("WindowsSerialNumber") | without("OfficeSerialNumber"))};

if type == "array" then map(device)
else error("expected an array of Atera agents, not \(type)")
end
