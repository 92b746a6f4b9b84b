# A ticket of Deskly, or a page of them -> as the ticket routes see it.
def view:
  {id, order: .number, marker: .reference, candidates: [], createdAt: null,
   over: (.state == "done"), status: .state,
   signs: [{field: "assignee", value: .assignee, set: (.assignee != null), says: "\(.assignee) works on it"}],
   touched: null,
   lastCommentOurs: false,
   fields: {subject, urgency}};

if type == "array" then map(view) else view end
