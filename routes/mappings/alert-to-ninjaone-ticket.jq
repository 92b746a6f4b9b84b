# A page of canonical alerts becomes what a page of NinjaOne tickets should be (docs/records.md). The words are in
# alert.functions.jq, those of all tickets; a portal may show them as HTML.

def priority: {critical: "HIGH", major: "HIGH", minor: "MEDIUM", warning: "LOW"}[.severity | said // ""] // "NONE";
def ninja_severity:
  {critical: "CRITICAL", major: "MAJOR", minor: "MODERATE", warning: "MINOR"}[.severity | said // ""] // "NONE";

# 200 characters, less the marker that the sink writes behind it.
def subject: alert_title | without_markup | cut_at_word(180);

def ticket:
  subject as $subject
  | {priority: priority, severity: ninja_severity} as $levels
  | {key,
     create: ({subject: $subject, description: (alert_description | without_markup), type: "PROBLEM"} + $levels),
     update: (lasting_title({subject: $subject}) + $levels),
     note: (alert_note | without_markup),
     text: (alert_text | without_markup),
     close: {status: "CLOSED"},
     about: alert_about};

if type == "array" then map(ticket)
else error("expected an array of canonical alerts, not \(type)")
end
