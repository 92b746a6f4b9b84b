# A page of Datto RMM sites becomes a page of canonical sites (docs/records.md).
#
# Managed, OnDemand and Deleted Devices are Datto's own collections, not customers. The proxy
# settings hold a password and stay behind, in `raw` too.

def one_of($words): . as $word | $words | any(. == $word);

def count: text | if . != null and test("^[0-9]{1,15}$") then tonumber else null end;

def site:
  (.uid? // null | text) as $key
  | if $key == null then
      error("a Datto RMM site has no uid, so it has no identity; the answer is not that of a site list")
    else . end
  | (.name | text) as $name
  | {key: $key,
     account: variable("account"),
     vendor: "datto-rmm",
     name: $name,
     description: (.description | text),
     kind: (if $name | one_of(["Managed", "OnDemand", "Deleted Devices"]) then "system" else "customer" end),
     devices: (.devicesStatus | member("numberOfDevices") | count),
     devicesOnline: (.devicesStatus | member("numberOfOnlineDevices") | count),
     company: {id: (.autotaskCompanyId | text), name: (.autotaskCompanyName | text)},
     url: (.portalUrl | text),
     raw: without("proxySettings")};

if type == "array" then map(site)
else error("expected an array of Datto RMM sites, not \(type)")
end
