# A create change -> the body of POST /tickets.
(.about.others // []) as $others
| .payload + {reference: .marker} + (if $others == [] then {} else {body: ([.payload.body // ""] + $others | join("\n\n"))} end)
