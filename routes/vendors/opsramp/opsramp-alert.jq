# A page of OpsRamp alerts becomes a page of canonical alerts (docs/records.md). The search leaves out what is over; what
# it lists all the same is said to be over, the first word of a new resource's monitors among it: all is Ok.
#
# The subject is free text with measured values in it, so a title is written once. What is wrong on what is told by metric
# and component.

def state: .currentState | text | if . == null then "" else ascii_downcase end;

# docs/vendors/opsramp.md has the same table.
def severity: {critical: "critical", warning: "warning", info: "info"}[state] // "warning";

def is_over: ([.closed, .suppressed, .permanentlySuppressed] | any(truth == true)) or state == "ok";

# An inference speaks of the client as a whole and has no device.
def place:
  [.device, .resource] | map(select(type == "object" and (.type | text) != "CLIENT")) | first // {};
def device:
  place
  | {id: (.id | text), name: first_of([.name, .hostName, .resourceName, .aliasName | text])};

def what: first_of([(.metric | text), (.serviceName | text)]);

def message($device; $site):
  [ (.description | readable_lines),
    ([(what | prefixed("Metric: ")), (.component | text | prefixed("Component: ")), (.app | text | prefixed("App: ")),
      (.alertType | text | prefixed("Type: ")),
      (.repeatCount | text | if . == null or . == "0" then null else "Repeated: \(.) times" end)] | joined("\n")),
    (["Raised", (.createdDate | instant), ($device.name // $device.id | prefixed("on ")), ($site.name // $site.id | prefixed("at "))]
      | if map(select(. != null)) | length > 1 then joined(" ") + "." else null end),
    (.incidentId | text | prefixed("OpsRamp has incident "))]
  | map(select(. != "")) | joined("\n\n") | cut_at_word(10000);

def alert:
  (.uniqueId? // null | text) as $key
  | if $key == null then
      error("an OpsRamp alert has no uniqueId, so it has no identity; the answer is not that of an alert list")
    else . end
  | {id: (.clientUniqueId | text), name: (.tenantName | text)} as $site
  | device as $device
  | {key: $key,
     account: variable("account"),
     vendor: "opsramp",
     site: $site,
     device: $device,
     severity: severity,
     title: (first_of([(.subject | text), what, "Alert without a subject"]) | cut_at_word(500)),
     titleVaries: true,
     message: message($device; $site),
     condition: ([what, (.component | text)] | joined(" ") | cut_at_word(500)),
     openedAt: ([.createdDate, .alertTime | instant] | map(select(. != null)) | first // null),
     resolvedAt: null,
     over: is_over,
     # The portal's addresses are made of what an alert does not carry.
     url: null,
     raw: .};

if type == "array" then map(alert)
else error("expected an array of OpsRamp alerts, not \(type)")
end
