# A comment change -> the body of POST /tickets/{id}/comments. A browser shows it, as it shows the description.
def shown: if setting(variable("account"); "description") == "text" then . else as_html end;

{
  CommentText: (comment_text("ticket"; "resolved") | shown),
  TechnicianCommentDetails: {
    TechnicianId: (variable("technicianId") | tonumber),
    IsInternal: true
  }
}
