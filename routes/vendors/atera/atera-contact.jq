# A page of Atera contacts becomes a page of canonical contacts (docs/records.md). Archived ones are over.

def contact:
  (.EndUserID? // null | text) as $key
  | if $key == null then
      error("an Atera contact has no EndUserID, so it has no identity; the answer is not that of a contact list")
    else . end
  | {key: $key,
     account: variable("account"),
     vendor: "atera",
     name: first_of([([(.Firstname | text), (.Lastname | text)] | joined(" ")), (.Email | text)]),
     firstName: (.Firstname | text),
     lastName: (.Lastname | text),
     email: (.Email | text),
     phone: first_of([.Phone, .MobilePhone | text]),
     jobTitle: (.JobTitle | text),
     site: {id: (.CustomerID | text), name: (.CustomerName | text)},
     main: (.IsContactPerson | truth),
     over: ((.Archived | truth) == true),
     url: null,
     raw: .};

if type == "array" then map(contact)
else error("expected an array of Atera contacts, not \(type)")
end
