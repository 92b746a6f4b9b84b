# A page of Datto RMM devices becomes a page of canonical devices (docs/records.md).
#
# User-defined fields hold secrets (recovery keys, passwords) and stay behind, in `raw` too.
# Serial, manufacturer and model need one audit call a device: this list cannot tell them, so there are no such members
# until datto-rmm-audit-action adds them.

# What is one readable text, by the vendor's names and, within objects, the ways to them.
{name: "hostname",
 site: {id: "siteUid", name: "siteName"},
 os: "operatingSystem",
 class: "deviceClass",
 category: ["deviceType", "category"],
 ip: "intIpAddress",
 user: "lastLoggedInUser",
 patchStatus: ["patchManagement", "patchStatus"],
 antivirus: {product: ["antivirus", "antivirusProduct"], status: ["antivirus", "antivirusStatus"]},
 url: "portalUrl"} as $texts
| variable("account") as $account

| {printer: "printer", esxihost: "hypervisor", rmmnetworkdevice: "network"} as $kinds

| def kind: $kinds[.class // "" | lower] // (.category | lower);

def antivirus: .antivirus | [.product, (.status | in_words)] | joined(": ");

def device:
  (.uid? // null | text) as $key
  | if $key == null then
      error("a Datto RMM device has no uid, so it has no identity; the answer is not that of a device list")
    else . end
  | . as $device
  | texts($texts)
  | {key: $key,
     account: $account,
     vendor: "datto-rmm",
     name,
     site,
     os,
     kind: kind,
     online: ($device.online | truth),
     lastSeen: ($device.lastSeen | instant),
     ip,
     user,
     patchStatus: (.patchStatus | in_words | sentence_case),
     antivirus: antivirus,
     over: (($device.deleted | truth) // false),
     url,
     raw: ($device | without("udf"))};

if type == "array" then map(device)
else error("expected an array of Datto RMM devices, not \(type)")
end
