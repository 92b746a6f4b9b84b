# A ticket of Deskly, or a page of them -> as the ticket routes see it.
def view:
  {id, order: .number, marker: .reference, candidates: [], createdAt: null,
   over: (.state == "done"), status: .state,
   touched: (if .assignee != null then "\(.assignee) works on it" else null end),
   lastCommentOurs: false,
   fields: {subject, urgency}};

if type == "array" then map(view) else view end
