# A page of Deskly alerts becomes a page of canonical alerts.
map({key: .id, account: variable("account"), vendor: "deskly",
     site: {id: .customer, name: .customer}, device: {id: .machine, name: .machine},
     severity: .level, title: .what, message: .what, condition: .what,
     openedAt: (.since | instant), resolvedAt: (.ended | instant), url: null, raw: .})
