# The audit of one Datto RMM device, printer or ESXi host becomes what the list of devices does not say.
#
# Boards whose maker wrote nothing carry one of a few well-known phrases, which many devices would share as "serial".

def placeholders:
  ["to be filled by o.e.m.", "to be filled by oem", "default string", "system serial number", "system manufacturer",
   "system product name", "not specified", "not applicable", "not available", "unknown", "none", "n/a", "0"];
def told:
  text
  | if . == null then null
    else . as $text | if (placeholders | index($text | ascii_downcase)) == null then $text else null end
    end;

if type == "object" then
  {serial:
     ((.bios | member("serialNumber") | told)
      // (.systemInfo | member("serviceTag") | told)
      // (.snmpInfo | member("snmpSerial") | told)),
   manufacturer: ((.systemInfo | member("manufacturer") | told) // (.baseBoard | member("manufacturer") | told)),
   model: ((.systemInfo | member("model") | told) // (.baseBoard | member("product") | told))}
else error("expected the audit of a Datto RMM device, not \(type)")
end
