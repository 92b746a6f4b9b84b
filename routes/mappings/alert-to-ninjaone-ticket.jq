# A page of canonical alerts becomes what a page of NinjaOne tickets should be (docs/records.md).
#
# `update` and `note` are compared from cycle to cycle: nothing measured may stand in them. A title
# that quotes free text (titleVaries) is therefore written once, when the ticket is opened.

def prefixed($words): if . == null then null else $words + . end;

def priority: {critical: "HIGH", major: "HIGH", minor: "MEDIUM", warning: "LOW"}[.severity // ""] // "NONE";
def ninja_severity: {critical: "CRITICAL", major: "MAJOR", minor: "MODERATE", warning: "MINOR"}[.severity // ""] // "NONE";

def device_name: .device | .name // .id;
def site_name: .site | .name // .id;
def summary: [device_name, .title // "Alert"] | joined(": ");
# A portal may show texts as HTML: these signs look alike and are markup in none.
def without_markup: gsub("<"; "‹") | gsub(">"; "›");
def subject: summary + (site_name | if . == null then "" else " (\(.))" end) | without_markup | cut_at_word(180);

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
  | joined("\n\n") | without_markup;

def note:
  ["The alert has changed in \(vendor_name // "its source"). It is now:",
   (if .titleVaries == true then null else .title | prefixed("Problem: ") end)]
  + facts | joined("\n") | without_markup;

# What is told of it where the ticket is another alert's.
def text_of_it:
  (.title // "Alert") as $title
  | if (.message // "") | startswith($title) then .message else [$title, .message] | joined("\n\n") end | without_markup;

def ticket:
  subject as $subject
  | {key,
     create: {subject: $subject, description: description, type: "PROBLEM", priority: priority, severity: ninja_severity},
     update: ((if .titleVaries == true then {} else {subject: $subject} end) + {priority: priority, severity: ninja_severity}),
     note: note,
     text: text_of_it,
     close: {status: "CLOSED"},
     about: {
       severity, openedAt, condition,
       site: {id: .site.id, name: .site.name},
       device: {id: .device.id, name: .device.name},
       summary: summary}};

if type == "array" then map(ticket)
else error("expected an array of canonical alerts, not \(type)")
end
