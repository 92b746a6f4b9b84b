# All notes of a ticket -> their texts.
map(.text // "")
