# A page of NinjaOne alerts becomes a page of canonical alerts (docs/records.md). Each has the device that the list of
# devices knows by its number, and that the organization that it is of.
#
# NinjaOne writes what is wrong as a sentence in the language of the tenant, which may hold a measured value: such a
# title is written once. Severity and priority are told by some conditions only.

# docs/vendors/ninjaone.md has the same table.
def severity:
  {CRITICAL: "critical", MAJOR: "major", MODERATE: "minor", MINOR: "warning"}
  [.severity | text | if . == null then "" else ascii_upcase end]
  // {HIGH: "major", MEDIUM: "minor", LOW: "warning"}
  [.priority | text | if . == null then "" else ascii_upcase end]
  // "warning";

def source_words:
  .sourceType | text
  | if . == null then null else sub("^CONDITION_(AGENT_)?"; "") | in_words | sentence_case end;

def said: .message | text;

def device:
  (.device | if type == "object" then . else {} end) as $of
  | {id: ((.deviceId | text) // ($of.id | text)),
     name: (($of.displayName | text) // ($of.systemName | text) // ($of.dnsName | text))};
def site:
  (.device | if type == "object" then . else {} end) as $of
  | ($of.references | member("organization")) as $organization
  | {id: (($organization | member("id") | text) // ($of.organizationId | text)),
     name: ($organization | member("name") | text)};

# What the condition measured and is set to; moments in it are milliseconds.
def parameters:
  .data | member("message") | member("params")
  | if type == "object" then to_entries | sort_by(.key)[]
      | select(.value | type == "string" or type == "number" or type == "boolean")
      | (.key | in_words | sentence_case) as $caption
      | if .key | endswith("_date") then "\($caption): \(.value | instant // text // "-")"
        else "\($caption): \(.value | if type == "number" then tostring else text // "-" end | cut_at_word(2000))" end
    else empty end;

def message($device; $site):
  [ (.message | readable_lines),
    ([(.conditionName | text | prefixed("Condition: ")), (.sourceType | text | prefixed("Source: ")),
      (.sourceName | text | prefixed("Source name: ")), (.subject | text | prefixed("Subject: ")), parameters]
     | joined("\n")),
    (["Raised", (.createTime | instant), ($device.name // $device.id | prefixed("on ")), ($site.name // $site.id | prefixed("at "))]
      | if map(select(. != null)) | length > 1 then joined(" ") + "." else null end),
    (.psaTicketId | text | prefixed("NinjaOne has ticket "))]
  | joined("\n\n") // "An alert without details" | cut_at_word(10000);

def alert:
  (.uid? // null | text) as $key
  | if $key == null then
      error("a NinjaOne alert has no uid, so it has no identity; the answer is not that of a list of alerts")
    else . end
  | device as $device
  | site as $site
  | {key: $key,
     account: variable("account"),
     vendor: "ninjaone",
     site: $site,
     device: $device,
     severity: severity,
     title: (said // (.conditionName | text) // (.subject | text) // source_words // "Alert without details" | cut_at_word(500)),
     titleVaries: (said != null),
     message: message($device; $site),
     condition:
       ([(.sourceType | text), (.sourceConfigUid | text), (.sourceName | text), (.subject | text)]
         | joined(" ") // "unknown" | cut_at_word(500)),
     openedAt: (.createTime | instant),
     resolvedAt: null,
     # The portal's addresses are made of what an alert does not carry.
     url: null,
     raw: .};

if type == "array" then map(alert)
else error("expected an array of NinjaOne alerts, not \(type)")
end
