# A page of NinjaOne devices becomes a page of canonical devices (docs/records.md). Each has its organization's name and
# what the report on antivirus says of it.
#
# A member that this kind of device does not have is absent, not null: what is not told here is left out, because a null
# would empty a column. Notes and data of integrations may hold secrets and stay behind, in `raw` too.

def kind:
  .nodeClass | text
  | if . == null then null
    elif test("SERVER") then "server"
    elif test("WORKSTATION|^MAC$") then "desktop"
    elif test("VM_HOST|VMM_HOST") then "hypervisor"
    elif test("PRINTER") then "printer"
    elif test("^NMS_") then "network"
    else in_words end;

def first_address: (.ipAddresses | if type == "array" then map(text) | map(select(. != null)) | first // null else null end);

def antivirus:
  .antivirus
  | (member("productName") | text) as $product
  | (member("productState") | text | if . == null then null else in_words end) as $state
  | if $product == null then $state elif $state == null then $product else $product + ": " + $state end;

# {name: value} where there is a value.
def told($name; $value): if $value == null then {} else {($name): $value} end;

def device:
  (.id? // null | text) as $key
  | if $key == null then
      error("a NinjaOne device has no id, so it has no identity; the answer is not that of a list of devices")
    else . end
  | (.references | member("organization")) as $organization
  | {key: $key,
     account: variable("account"),
     vendor: "ninjaone",
     site: ({id: (.organizationId | text)} + told("name"; $organization | member("name") | text)),
     url: null}
    + told("name"; first_of([.displayName, .systemName, .dnsName | text]))
    + told("kind"; kind)
    + told("online"; .offline | truth | if . == null then null else not end)
    + told("lastSeen"; .lastContact | instant)
    + told("os"; .os | member("name") | text)
    + told("ip"; first_address)
    + told("serial"; .system | member("serialNumber") | text)
    + told("manufacturer"; .system | member("manufacturer") | text)
    + told("model"; .system | member("model") | text)
    + told("user"; .lastLoggedInUser | text)
    + told("antivirus"; antivirus)
    + {raw: (without("userData") | without("notes"))};

if type == "array" then map(device)
else error("expected an array of NinjaOne devices, not \(type)")
end
