# A page of canonical alerts becomes what a page of OpsRamp incidents should be (docs/records.md). The words are in
# alert.functions.jq, those of all tickets; a portal may show them as HTML.

def priority: {critical: "Urgent", major: "High", minor: "Normal", warning: "Low"}[.severity | said // ""] // "Very Low";

def subject: alert_title | without_markup | cut_at_word(200);

# Some levels have a number, all a uniqueId.
def level($id): if $id == null then null elif $id | test("^[0-9]+$") then {id: $id} else {uniqueId: $id} end;

def incident:
  subject as $subject
  | {key,
     create: ({
       subject: $subject,
       description: (alert_description | without_markup),
       priority: priority,
       urgency: level(variable("urgencyId")),
       businessImpact: level(variable("businessImpactId"))} | with_entries(select(.value != null))),
     update: (lasting_title({subject: $subject}) + {priority: priority}),
     note: (alert_note | without_markup),
     text: (alert_text | without_markup),
     close: {status: "Resolved"},
     about: alert_about};

if type == "array" then map(incident)
else error("expected an array of canonical alerts, not \(type)")
end
