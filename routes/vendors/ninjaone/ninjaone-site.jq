# A page of NinjaOne organizations becomes a page of canonical sites (docs/records.md).
def site:
  (.id? // null | text) as $key
  | if $key == null then
      error("a NinjaOne organization has no id, so it has no identity; the answer is not that of a list of organizations")
    else . end
  | {key: $key, account: variable("account"), vendor: "ninjaone", name: (.name | text), description: (.description | text),
     kind: "customer", devices: null, devicesOnline: null, company: {id: null, name: null}, url: null,
     raw: (without("userData") | without("fields"))};

if type == "array" then map(site)
else error("expected an array of NinjaOne organizations, not \(type)")
end
