# Functions that every jq file may call: a canonical alert (docs/records.md) becomes what a ticket or an incident says of it,
# whichever target it is in. Change the words here, and all of them change.
#
# Title and note are compared from cycle to cycle: nothing measured may stand in them.

def device_name: .device | (member("name") | said) // (member("id") | said);
def site_name: .site | (member("name") | said) // (member("id") | said);
def alert_summary: [device_name, (.title | said) // "Alert"] | joined(": ");
def alert_title: alert_summary + (site_name | if . == null then "" else " (\(.))" end);

def alert_facts:
  [ (device_name | prefixed("Device: ")),
    (site_name | prefixed("Site: ")),
    (.severity | said | prefixed("Severity: ")) ];

# What a new ticket says.
def alert_description:
  [ (.title | said) // "Alert",
    (alert_facts + [
      (.openedAt | said | prefixed("Since: ")),
      ([(.vendor | vendor_name), (.account | said | prefixed("account ")), (.key | said | prefixed("alert "))]
        | joined(", ") | prefixed("Source: ")),
      (.url | said | prefixed("Link: "))] | joined("\n")),
    (.message | said) ]
  | joined("\n\n");

# The comment on an open ticket whose alert has changed.
def alert_note:
  ["The alert has changed in \(.vendor | vendor_name // "its source"). It is now:",
   (if .titleVaries == true then null else .title | said | prefixed("Problem: ") end)]
  + alert_facts | joined("\n");

# What is told of it where the ticket is another alert's.
def alert_text:
  ((.title | said) // "Alert") as $title
  | (.message | said) as $message
  | if $message // "" | startswith($title) then $message else [$title, $message] | joined("\n\n") end;

# Once, where the title quotes free text that may change while the alert is open.
def lasting_title($fields): if .titleVaries == true then {} else $fields end;

def alert_about:
  {severity, openedAt, condition,
   site: {id: (.site | member("id")), name: (.site | member("name"))},
   device: {id: (.device | member("id")), name: (.device | member("name"))},
   summary: alert_summary};
