# A comment change -> the body of POST /incidents/{id}/responses. Responses have no id in lists: their word stands in the
# text and as the reference of another system.
{description: (comment_text("incident"; "resolved") | without_markup),
 internal: true,
 extTicketResponseId: comment_word}
