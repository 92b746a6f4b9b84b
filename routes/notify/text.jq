# An event becomes a text: what, where, and what to do next.
[.title, .text, .next + " (" + .runbook + ")"] | join("\n")
