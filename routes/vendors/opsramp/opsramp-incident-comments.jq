# All responses to an incident -> their texts.
map(.description // "" | tostring)
