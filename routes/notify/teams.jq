# An event becomes what a workflow of Teams ("post to a channel when a webhook request is received") takes: a message with
# an Adaptive Card. Runs of text show what they hold, where a block of text would take it for Markdown.
def runs(size; weight; color): {
  type: "RichTextBlock",
  inlines: [{type: "TextRun", text: ., size: size, weight: weight, color: color}]
};
{
  type: "message",
  attachments: [{
    contentType: "application/vnd.microsoft.card.adaptive",
    contentUrl: null,
    content: {
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      body: (
        (if .trouble then "attention" else "good" end) as $color
        | [.title | runs("medium"; "bolder"; $color)]
        + [.text | split("\n")[] | runs("default"; "default"; "default")]
        + [.next + " (" + .runbook + ")" | runs("default"; "lighter"; "default")]
      )
    }
  }]
}
