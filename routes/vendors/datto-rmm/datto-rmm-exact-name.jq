# An answer to a search by host name -> the devices of exactly that name, whatever its case: Datto's filter is a LIKE.
(variable("hostname") | fold_case) as $wanted
| [.devices?[]? | select((.hostname? | type) == "string" and (.hostname | fold_case) == $wanted)]
