# A page of Atera alerts becomes a page of canonical alerts (docs/records.md).
#
# The title is what the threshold is called; what was measured is in the message.

# docs/vendors/atera.md has the same table.
def severity: {critical: "critical", warning: "warning", information: "info"}[.Severity | text | fold_case // ""] // "warning";

def device: {id: ((.AgentId | text) // (.DeviceGuid | text)), name: (.DeviceName | text)};
def site: {id: (.CustomerID | text), name: (.CustomerName | text)};

def message($device; $site):
  [ (.AlertMessage | readable_lines),
    (.AdditionalInfo | readable_lines),
    ([(.AlertCategoryID | text | prefixed("Category: ")), (.Source | text | prefixed("Source: "))] | joined("\n")),
    (["Raised", (.Created | instant), ($device.name // $device.id | prefixed("on ")), ($site.name // $site.id | prefixed("at "))]
      | if map(select(. != null)) | length > 1 then joined(" ") + "." else null end),
    (.TicketID | text | prefixed("Atera has ticket "))]
  | joined("\n\n") // "An alert without details" | cut_at_word(10000);

def alert:
  (.AlertID? // null | text) as $key
  | if $key == null then
      error("an Atera alert has no AlertID, so it has no identity; the answer is not that of an alert list")
    else . end
  | device as $device
  | site as $site
  | (.Title | text) as $title
  | (.AlertMessage | text) as $said
  | {key: $key,
     account: variable("account"),
     vendor: "atera",
     site: $site,
     device: $device,
     severity: severity,
     title: ($title // $said // (.AlertCategoryID | text) // "Alert without a title" | cut_at_word(500)),
     titleVaries: ($title == null and $said != null),
     message: message($device; $site),
     # The code tells kinds of alerts apart, the threshold's title what of a device it watches.
     condition: ([(.Source | text), (.AlertCategoryID | text), (.Code | text), $title]
       | joined(" ") // "unknown" | cut_at_word(500)),
     openedAt: (.Created | instant),
     resolvedAt: (.ArchivedDate | instant),
     over: ((.Archived | truth) == true),
     # The portal's addresses are made of what an alert does not carry.
     url: null,
     raw: .};

if type == "array" then map(alert)
else error("expected an array of Atera alerts, not \(type)")
end
