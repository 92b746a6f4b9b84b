# A page of canonical alerts becomes what a page of Atera tickets should be (docs/records.md). The words are in
# alert.functions.jq, those of all tickets.

# Atera's title, less the marker that the sink writes behind it: " [cv-" + 12 characters + "]".
def title_room: 200 - 18;

def priority: {critical: "Critical", major: "High", minor: "Medium"}[.severity | said // ""] // "Low";
# Crisis, SiteDown and ServerIssue are for a person to say.
def impact: {critical: "Major", major: "Major", minor: "Minor", warning: "Minor"}[.severity | said // ""] // "NoImpact";

def ticket_title:
  alert_title
  | if setting(variable("targetAccount"); "description") == "text" then . else without_markup end
  | cut_at_word(title_room);

def default_contact: variable("endUserId") | if . == null then null else (tonumber? // null) end;

def ticket:
  end_user_id(variable("sync"); .site) as $mapped
  | ($mapped // default_contact) as $contact
  | ticket_title as $title
  | {key,
     create: {
       TicketTitle: $title,
       Description: alert_description,
       TicketPriority: priority,
       TicketImpact: impact,
       TicketStatus: "Open",
       TicketType: "Incident",
       EndUserID: $contact},
     update: (lasting_title({TicketTitle: $title}) + {TicketPriority: priority}),
     note: alert_note,
     text: alert_text,
     close: {TicketStatus: "Resolved"},
     about: (alert_about + {
       contact: $contact,
       unmapped: ($mapped == null and variable("hasContacts") != null)})};

if type == "array" then map(ticket)
else error("expected an array of canonical alerts, not \(type)")
end
