# A page of alerts -> what `check` says of the account.
(member("results") | if type == "array" then .[0] else null end) as $alert
| {tenant: (($alert | member("tenantName") | text) // ($alert | member("clientUniqueId") | text) // "the tenant"),
   alerts: member("totalResults")}
