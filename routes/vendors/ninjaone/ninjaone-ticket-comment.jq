# A comment change -> the body of POST /ticketing/ticket/{id}/comment, a form in parts.
{public: false, body: (comment_text("ticket"; "closed") | without_markup)}
| "--caravan-comment\r\nContent-Disposition: form-data; name=\"comment\"\r\nContent-Type: application/json\r\n\r\n"
  + tojson + "\r\n--caravan-comment--\r\n"
