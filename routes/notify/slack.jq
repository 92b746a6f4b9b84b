# An event becomes what an incoming webhook of Slack takes. What stands between < and > would be a link or call people.
def plain: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");
{
  text: ([.title, .text, .next + " (" + .runbook + ")"] | map(plain) | join("\n")),
  mrkdwn: false,
  unfurl_links: false
}
