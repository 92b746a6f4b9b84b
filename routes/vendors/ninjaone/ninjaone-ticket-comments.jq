# All comments in a ticket's log -> their texts.
map(.body // "" | tostring)
