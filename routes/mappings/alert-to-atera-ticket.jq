# A page of canonical alerts becomes what a page of Atera tickets should be (docs/records.md).
#
# `update` and `note` are compared from cycle to cycle: nothing measured may stand in them. A title
# that quotes free text (titleVaries) is therefore written once, when the ticket is opened.

# Atera's title, less the marker that the sink writes behind it: " [cv-" + 12 characters + "]".
def title_room: 200 - 18;

def prefixed($words): if . == null then null else $words + . end;

def priority: {critical: "Critical", major: "High", minor: "Medium"}[.severity // ""] // "Low";
# Crisis, SiteDown and ServerIssue are for a person to say.
def impact: {critical: "Major", major: "Major", minor: "Minor", warning: "Minor"}[.severity // ""] // "NoImpact";

def device_name: .device | .name // .id;
def site_name: .site | .name // .id;
def summary: [device_name, .title // "Alert"] | joined(": ");
# Some views show titles as HTML and some as they are: these signs look alike and are markup in none.
def without_markup:
  if setting(variable("targetAccount"); "description") == "text" then . else gsub("<"; "‹") | gsub(">"; "›") end;
def ticket_title: summary + (site_name | if . == null then "" else " (\(.))" end) | without_markup | cut_at_word(title_room);

def vendor_name:
  {"datto-rmm": "Datto RMM", ninjaone: "NinjaOne", opsramp: "OpsRamp", atera: "Atera", ninox: "Ninox"}
  [.vendor // ""] // .vendor;
def facts:
  [ (device_name | prefixed("Device: ")),
    (site_name | prefixed("Site: ")),
    (.severity | prefixed("Severity: ")) ];

def description:
  [ (.title // "Alert"),
    (facts + [
      (.openedAt | prefixed("Since: ")),
      ([vendor_name, (.account | prefixed("account ")), (.key | prefixed("alert "))] | joined(", ") | prefixed("Source: ")),
      (.url | prefixed("Link: "))] | joined("\n")),
    .message ]
  | joined("\n\n");

def note:
  ["The alert has changed in \(vendor_name // "its source"). It is now:",
   (if .titleVaries == true then null else .title | prefixed("Problem: ") end)]
  + facts | joined("\n");

# What is told of it where the ticket is another alert's.
def text_of_it:
  (.title // "Alert") as $title
  | if (.message // "") | startswith($title) then .message else [$title, .message] | joined("\n\n") end;

def default_contact: variable("endUserId") | if . == null then null else (tonumber? // null) end;

def ticket:
  end_user_id(variable("sync"); .site) as $mapped
  | ($mapped // default_contact) as $contact
  | ticket_title as $title
  | {key,
     create: {
       TicketTitle: $title,
       Description: description,
       TicketPriority: priority,
       TicketImpact: impact,
       TicketStatus: "Open",
       TicketType: "Incident",
       EndUserID: $contact},
     update: ((if .titleVaries == true then {} else {TicketTitle: $title} end) + {TicketPriority: priority}),
     note: note,
     text: text_of_it,
     close: {TicketStatus: "Resolved"},
     about: {
       severity, openedAt, condition,
       site: {id: .site.id, name: .site.name},
       device: {id: .device.id, name: .device.name},
       summary: summary,
       contact: $contact,
       unmapped: ($mapped == null and variable("hasContacts") != null)}};

if type == "array" then map(ticket)
else error("expected an array of canonical alerts, not \(type)")
end
