# A page of Datto RMM devices becomes a page of canonical devices (docs/records.md).
#
# User-defined fields hold secrets (recovery keys, passwords) and stay behind, in `raw` too.
# Serial, manufacturer and model need one audit call a device: this list cannot tell them, so there are no such members
# until datto-rmm-audit-action adds them.

def readable: text | in_words | sentence_case;

def lower: text | if . == null then null else ascii_downcase end;

def kind:
  (.deviceType | member("category") | lower) as $category
  | (.deviceClass | lower) as $class
  | if $class == "printer" then "printer"
    elif $class == "esxihost" then "hypervisor"
    elif $class == "rmmnetworkdevice" then "network"
    else $category
    end;

def antivirus:
  (member("antivirusProduct") | text) as $product
  | (member("antivirusStatus") | text | in_words) as $status
  | if $product == null then $status elif $status == null then $product else $product + ": " + $status end;

def device:
  (.uid? // null | text) as $key
  | if $key == null then
      error("a Datto RMM device has no uid, so it has no identity; the answer is not that of a device list")
    else . end
  | {key: $key,
     account: variable("account"),
     vendor: "datto-rmm",
     name: (.hostname | text),
     site: {id: (.siteUid | text), name: (.siteName | text)},
     os: (.operatingSystem | text),
     kind: kind,
     online: (.online | boolean),
     lastSeen: (.lastSeen | instant),
     ip: (.intIpAddress | text),
     user: (.lastLoggedInUser | text),
     patchStatus: (.patchManagement | member("patchStatus") | readable),
     antivirus: (.antivirus | antivirus),
     over: ((.deleted | truth) // false),
     url: (.portalUrl | text),
     raw: without("udf")};

if type == "array" then map(device)
else error("expected an array of Datto RMM devices, not \(type)")
end
