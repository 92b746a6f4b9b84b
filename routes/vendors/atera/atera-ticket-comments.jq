# All comments of a ticket -> their texts. What we wrote may come back in one form or the other.
map([member("Comment", "CommentHtml") | select(type == "string")] | add // "")
