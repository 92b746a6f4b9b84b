# A page of Atera customers becomes a page of canonical sites (docs/records.md).

def site:
  (.CustomerID? // null | text) as $key
  | if $key == null then
      error("an Atera customer has no CustomerID, so it has no identity; the answer is not that of a customer list")
    else . end
  | {key: $key,
     account: variable("account"),
     vendor: "atera",
     name: (.CustomerName | text),
     description: (.Notes | text),
     kind: "customer",
     # The list does not tell.
     devices: null,
     devicesOnline: null,
     company: {id: (.BusinessNumber | text), name: null},
     url: null,
     raw: .};

if type == "array" then map(site)
else error("expected an array of Atera customers, not \(type)")
end
