# A page of Ninox rows becomes a page of canonical rows (docs/records.md). Empty fields are not in a row at all,
# so what is missing here is empty there.

def row:
  (.id? // null | text) as $key
  | if $key == null then
      error("a Ninox record has no id, so it has no identity; the answer is not that of a record list")
    else . end
  | {key: $key,
     account: variable("account"),
     vendor: "ninox",
     changedAt: (.modifiedAt | instant),
     createdAt: (.createdAt | instant),
     fields: (.fields | if type == "object" then . else {} end),
     raw: .};

if type == "array" then map(row)
else error("expected an array of Ninox records, not \(type)")
end
