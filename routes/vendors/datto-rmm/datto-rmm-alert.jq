# A page of Datto RMM alerts becomes a page of canonical alerts (docs/records.md).
#
# Datto sends no title: it is composed from the monitor's context, whose members differ by class.
# `title` and `condition` hold what is wrong, never how much: a percentage that moves from cycle to
# cycle must not change the ticket. What was measured stands in `message` and `raw`.

def one_of($words): . as $word | $words | any(. == $word);
def blank_as_null: if . == "" then null else . end;

# Numbers as a person writes them: at most one decimal.
def amount: if type == "number" and . > -1e15 and . < 1e15 then (. * 10 | round) / 10 | tostring else text end;

# The class without its dialect: disk_health_ctx, DiskHealthContext and DiskHealth are one.
def monitor:
  if type == "string" then ascii_downcase | split("_") | join("") | rtrimstr("context") | rtrimstr("ctx")
  else null
  end;

# docs/vendors/datto-rmm.md has the same table.
def severity:
  {critical: "critical", high: "major", moderate: "minor", low: "warning", information: "info"}
  [text | if . == null then "" else ascii_downcase end] // "warning";

# What a resource monitor watches.
def resource:
  {cpu: "CPU", memory: "Memory", temperature: "Temperature", fan: "Fan", diskhealth: "Disk health",
   psu: "Power supply", snmp_throughput: "Network throughput"}
  [. // "" | ascii_downcase] // (. // "Resource" | in_words | sentence_case);
def is_percent: . == "CPU" or . == "Memory";
def resource_trouble: if is_percent then "\(.) usage is high" else "\(.) is out of range" end;

def run_state:
  {startpending: "starting", stoppending: "stopping", continuepending: "resuming", pausepending: "pausing"}
  [. // "" | ascii_downcase] // (. // "in an unexpected state" | in_words);

def protection_state:
  {notdetected: "was not detected", notrunning: "is not running",
   runningnotuptodate: "is not up to date", runningandnotuptodate: "is not up to date",
   disabled: "is disabled", notuptodate: "is not up to date"}
  [. // "" | ascii_downcase | split("_") | join("")] // (. // "needs attention" | in_words);

# "Disk C:", "Disk (all volumes)" or "Disk"
def disk_name:
  if .diskName | text != null then "Disk \(.diskName | text | rtrimstr("\\") | rtrimstr(":")):"
  elif .diskNameDesignation | text != null then "Disk (\(.diskNameDesignation | text | in_words))"
  else "Disk" end;
def free_percent:
  if (.freeSpace | type) == "number" and (.totalVolume | type) == "number" and .totalVolume > 0
  then .freeSpace * 1000 / .totalVolume | round / 10 | "(\(.) %)"
  else null end;
# PERCENT, USED and FREE say what the monitor's threshold counts; only other words are units.
def disk_unit:
  (.unitOfMeasure | text) as $unit
  | if $unit == null or ($unit | ascii_upcase | one_of(["PERCENT", "USED", "FREE"])) then "" else " " + $unit end;

# What a free text is about: its words, with a sign in place of each figure (what begins with one: 3, 81.5, 2026-11-20,
# 0x80070005), up to a colon behind the first of them.
def wording:
  (text // "") | decode_html | hide_figures
  | . as $words | ([match("^[^#]*#[^:]*").string] | first // $words)
  | cut_at_word(160) | blank_as_null;
def sample_line:
  if .key | ascii_downcase | one_of(["alert", "result", "status", "message", "output"]) then .value
  else "\(.key): \(.value)" end;
def samples:
  if type == "object" then to_entries | sort_by(.key) | map(.value |= text | select(.value != null)) else [] end;

# Members of a class nobody has documented that name the thing rather than measure it.
def named_members:
  to_entries
  | map(select(.key != "@class" and (.value | type) == "string" and (.key | test("name|path|instance|type"; "i"))))
  | sort_by(.key) | map(.value | text);

# A class that nobody has documented, in words. Whatever its members say may have been measured, so none is in a title.
def class_in_words:
  (. // "") | gsub("[^\\p{L}\\p{N}]+"; " ") | in_words | rtrimstr(" ctx") | rtrimstr(" context")
  | if test("\\p{L}") and (one_of(["ctx", "context"]) | not) then cut_at_word(80) | sentence_case
    else "Alert of an unknown monitor" end;

# {title, object, reading, varies} of a context that is an object.
# object: which disk, service … ; reading: what was measured; varies: the title quotes free text.
def described($class):
  ($class | monitor) as $monitor
  | if $monitor == "perfdiskusage" or $monitor == "diskusage" then
      disk_name as $disk
      | {object: ((.diskName | text) // (.diskNameDesignation | text)),
         title: "\($disk) low on space",
         reading: (if (.freeSpace | amount) == null then null else
           [$disk, (.freeSpace | amount) + disk_unit,
            (.totalVolume | amount | if . == null then null else "of " + . end) + (if .totalVolume == null then null else disk_unit end),
            "free", free_percent] | joined(" ") end)}
    elif $monitor == "perfresourceusage" then
      (.type | text | resource) as $resource
      | {object: (.type | text), title: ($resource | resource_trouble),
         reading: (.percentage | amount | if . == null then null else "\($resource) at \(.) %" end)}
    elif $monitor == "onlineofflinestatus" then
      {title: "Device is \(.status | text // "in an unexpected state" | in_words)"}
    elif $monitor == "srvcstatus" then
      {object: (.serviceName | text),
       title: (["Service", (.serviceName | text), "is", (.status | text | run_state)] | joined(" "))}
    elif $monitor == "processstatus" or $monitor == "status" then
      {object: (.processName | text),
       title: (["Process", (.processName | text), "is", (.status | text | run_state)] | joined(" "))}
    elif $monitor | one_of(["srvcresourceusage", "processresourceusage", "resourceusage"]) then
      (.type | text | resource) as $resource
      | (if $monitor == "srvcresourceusage" then "Service" else "Process" end) as $kind
      | (.serviceName // .processName | text) as $name
      | ([$kind, $name] | joined(" ")) as $what
      | {object: ([$name, (.type | text)] | joined(" ")),
         title: "\($what): \($resource | resource_trouble)",
         reading: (.sample | amount | if . == null then null else "\($what): \($resource) measured at \(.)" end)}
    elif $monitor == "eventlog" then
      {object: ([(.logName | text), (.source | text), (.code | text)] | joined("/")),
       title: ([(.type | text | if . == null then "Event" else "\(in_words | sentence_case) event" end),
         (.code | text), (.source | text | prefixed("of ")),
         (.logName | text | if . == null then null else "in the \(.) log" end)]
         | joined(" ") | if . == "Event" then "An event was logged" else . end),
       reading: (.description | text)}
    elif $monitor == "compscript" or $monitor == "script" then
      (.samples | samples) as $samples
      | {object: ($samples | map("\(.key | text | decode_html) \(.value | wording // "")") | joined(", ")),
         title: ($samples | map(sample_line) | joined("; ") // "Component monitor raised an alert"),
         reading: null, varies: ($samples | length > 0)}
    elif $monitor == "patch" then
      {object: ((.patchUid | text) // (.policyUid | text) // (.info | text)),
       title: ("Patch management" + ([(.result | text), (.info | text)] | joined(", ") | prefixed(": ") // " needs attention")),
         varies: (.info != null)}
    elif $monitor == "antivirus" then
      {object: (.productName | text),
       title: (["Antivirus", (.productName | text), (.status | text | protection_state)] | joined(" "))}
    elif $monitor == "seccenter" then
      {object: (.productName | text),
       title: (["Security Center:", (.productName | text), (.alertType | text | protection_state)] | joined(" "))}
    elif $monitor == "secmanagement" or $monitor == "securitymanagement" then
      {object: ([(.productName | text), (.virusName | text)] | joined(" ")),
       title: (if (.virusName | text) != null
         then ["Virus", (.virusName | text), "found", (.productName | text | prefixed("by "))] | joined(" ")
         else [(.productName | text // "Security software"), "needs attention"] | joined(" ") end)}
    elif $monitor == "fsobject" or $monitor == "filesystem" then
      (.objectType | text | if . == null then "File or folder" elif ascii_upcase == "DIRECTORY" then "Folder"
        else in_words | sentence_case end) as $kind
      | {object: (.path | text),
         title: ([$kind, (.path | text),
           ({above_threshold: "is above its threshold", below_threshold: "is below its threshold",
             removed: "was removed", created: "was created"}
            [.condition | text // "" | ascii_downcase] // (.condition | text // "needs attention" | in_words))] | joined(" ")),
         reading: ([(.sample | amount | prefixed("measured ")), (.threshold | amount | prefixed("threshold "))]
           | joined(", ") | prefixed("Size: "))}
    elif $monitor == "perfmon" or $monitor == "windowsperformance" then
      {title: "Performance counter is out of range",
       reading: (.value | amount | prefixed("Performance counter at "))}
    elif $monitor == "ping" then
      {object: (.instanceName | text),
       title: (["Ping", (.instanceName | text | prefixed("of ")), "failed or was slow"] | joined(" ")),
       reading: ([(.reasons | text), (.roundtripTime | amount | prefixed("round trip time "))] | joined(", ")
         | prefixed("Ping: "))}
    elif $monitor == "swaction" or $monitor == "action" then
      {object: (.packageName | text),
       title: (["Software", (.packageName | text),
         (if (.actionType | text // "" | ascii_upcase) == "VERSION_CHANGED"
          then (["changed", (.prevVersion | text | prefixed("from ")), (.version | text | prefixed("to "))] | joined(" "))
          else ([(.version | text), (.actionType | text // "changed" | in_words | prefixed("was "))] | joined(" ")) end)]
         | joined(" "))}
    elif $monitor == "wmi" then
      {title: "WMI query matched", reading: (.value | text | prefixed("WMI value: "))}
    elif $monitor == "customsnmp" then
      {object: ([(.displayName | text), (.monitorInstance | text)] | joined(" ")),
       title: (["SNMP value", (.displayName | text), "is out of range"] | joined(" ")),
       reading: (.currentValue | text | prefixed("SNMP value: "))}
    elif $monitor == "snmpprobe" then
      {object: ([(.monitorName | text), (.ruleName | text), (.oid // .OID | text)] | joined(" ")),
       title: (["SNMP probe", ((.ruleName | text) // (.monitorName | text)), "raised an alert"] | joined(" ")),
       reading: (.responseValue | text | prefixed("SNMP response: "))}
    elif $monitor == "ransomware" then
      {title: "Ransomware detected",
       reading: ([(.affectedDirectories | text | prefixed("affected: ")), (.rwextension | text | prefixed("extension "))]
         | joined(", ") | prefixed("Ransomware detected, "))}
    elif $monitor | one_of(["endpointsecuritythreat", "endpointsecuritywindowsdefender"]) then
      (if $monitor == "endpointsecuritythreat" then "Endpoint security" else "Windows Defender" end) as $who
      | {object: (.description | text | if . == null then null else cut_at_word(120) end),
         title: "\($who): \(.description | text // "threat detected")", varies: (.description != null)}
    elif $monitor | one_of(["diskhealth", "fan", "psu"]) then
      ({diskhealth: "Disk health", fan: "Fan", psu: "Power supply"}[$monitor]) as $what
      | {title: "\($what) problem", reading: (.reason | text | prefixed("\($what): "))}
    elif $monitor == "temperature" then
      {title: "Temperature is out of range", reading: (.degree | amount | prefixed("Temperature at "))}
    elif $monitor == "printer" then
      {object: (.markerSupplyIndex | text),
       title: (["Printer supply", (.markerSupplyIndex | text), "is low"] | joined(" ")),
       reading: (.currentLevel | amount | prefixed("Supply level: "))}
    elif $monitor == "networkmonitor" then
      {object: (.description | wording), title: "Network monitor: \(.description | text // "alert")", varies: true}
    elif $monitor == "backupmanagement" then
      {object: (.errorMessage | wording), title: "Backup: \(.errorMessage | text // "problem")", varies: true}
    else
      {object: (named_members | joined(" ")), title: ($class | class_in_words)}
    end;

def monitor_text:
  if (.alertContext | type) == "object" and .alertContext != {} then
    .alertContext | (.["@class"] | if type == "string" then text else null end) as $class | described($class)
    + {monitor: ($class // "unknown")}
  else {monitor: "unknown", title: "Alert without details"}
  end;

# Every member of the context as `Disk name: C:`; the samples of a component by their own names.
def member_lines:
  if type == "object" then
    to_entries[] | select(.key != "@class" and .value != null)
    | (.key | in_words | sentence_case) as $caption
    | if .key == "samples" and (.value | type) == "object" then
        .value | to_entries[] | select(.value != null)
        | "\(.key | text // "-"): \(.value | if type == "string" then decode_html_lines else text // "-" end | cut_at_word(2000))"
      elif .key == "lastTriggered" or .key == "alertTime" or .key == "metaAlertTime" then
        "\($caption): \(.value | instant // (. | text // "-"))"
      else "\($caption): \(.value | if type == "number" then tostring else text // "-" end | cut_at_word(2000))"
      end
  else empty end;

def message($what; $site; $device):
  [ $what.reading // $what.title,
    ([.alertContext | member_lines] | joined("\n")),
    (.diagnostics | if type == "string" then decode_html_lines | blank_as_null else text end
      | if . == null then null else "Diagnostics:\n" + cut_at_word(4000) end),
    ([(["Raised", (.timestamp | instant), ($device.name // $device.id | prefixed("on ")), ($site.name // $site.id | prefixed("at "))]
        | if map(select(. != null)) | length > 1 then joined(" ") | rtrimstr(".") + "." else null end),
      (.autoresolveMins | if type == "number" and . > 0 then "Auto-resolve in Datto RMM: \(.) min." else null end),
      (.ticketNumber | text | if . == null then null else "Datto RMM has ticket \(.) for it." end),
      (if .muted == true then "Muted in Datto RMM." else null end)] | joined("\n"))
  ] | joined("\n\n") | cut_at_word(10000);

# Where an alert does not say whether it is resolved, it is if it says when it was.
def is_resolved:
  (.resolved | truth) as $said
  | if $said != null then $said else (.resolvedOn | instant) != null end;

def alert:
  (.alertUid? // null | text) as $key
  | if $key == null then
      error("a Datto RMM alert has no alertUid, so it has no identity; the answer is not that of an alert list")
    else . end
  | (.alertSourceInfo | if type == "object" then . else {} end) as $source
  | {id: ($source.siteUid | text), name: ($source.siteName | text)} as $site
  | {id: ($source.deviceUid | text), name: ($source.deviceName | text)} as $device
  | monitor_text as $what
  | is_resolved as $resolved
  | {key: $key,
     account: variable("account"),
     vendor: "datto-rmm",
     site: $site,
     device: $device,
     severity: (.priority | severity),
     title: ($what.title | cut_at_word(500)),
     titleVaries: ($what.varies // false),
     message: message($what; $site; $device),
     condition: ([$what.monitor, $what.object] | joined(" ") | cut_at_word(500)),
     openedAt: (.timestamp | instant),
     resolvedAt: (if $resolved then .resolvedOn | instant else null end),
     # Lists of open alerts may hold some that are not.
     over: $resolved,
     # An alert has no address of its own, and portal addresses are made of ids that it lacks.
     url: null,
     raw: .};

if type == "array" then map(alert)
else error("expected an array of Datto RMM alerts, not \(type)")
end
