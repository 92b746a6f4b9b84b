# A page of canonical alerts becomes what a page of Deskly tickets should be.
def urgency: {critical: 1, major: 2, minor: 3}[.severity // ""] // 4;
def subject: "\(.device.name // "-"): \(.title)" | cut_at_word(150);

map({key,
     create: {subject: subject, text: .message, urgency: urgency, state: "new"},
     update: {subject: subject, urgency: urgency},
     note: "It is now: \(.title), \(.severity)",
     close: {state: "done"},
     about: {severity, openedAt, condition, site, device, summary: subject}})
