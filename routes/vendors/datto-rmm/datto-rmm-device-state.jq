# A device -> what has become of it. Any member may be null: what is not said to be deleted is there.
(if type == "object" then . else {} end)
| (.deleted | truth) as $deleted
| if $deleted != null or (.deleted == null and (.uid | type == "string" and test("\\S")))
  then {state: (if $deleted == true then "resolved" else "open" end)}
  else {unreadable: "no device: neither true or false in 'deleted', nor null beside a 'uid'"}
  end
