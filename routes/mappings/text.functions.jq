# Functions that every jq file may call: what a vendor says becomes words for people.

def prefixed($words): if . == null then null else $words + . end;
def first_of($texts): $texts | map(select(. != null)) | first // null;

# A text as it stands, line by line; any other value as one readable line; null where there is nothing to read.
def said: if type == "string" then (if . == "" then null else . end) else text end;
# A vendor's text, line by line.
def readable_lines: if type == "string" then decode_html_lines else text end | if . == "" then null else . end;

# Some views show a text as HTML and some as it is: these signs look alike and are markup in none.
def without_markup: replaced({"<": "‹", ">": "›"});
# A view that shows a text as HTML, and nothing else, shows what it said.
def as_html: replaced({"&": "&amp;", "<": "&lt;", ">": "&gt;"});
