# The audit of one Datto RMM device, printer or ESXi host becomes what the list of devices does not say.

if type == "object" then
  {serial:
     ((.bios | member("serialNumber") | hardware_serial)
      // (.systemInfo | member("serviceTag") | hardware_serial)
      // (.snmpInfo | member("snmpSerial") | hardware_serial)),
   manufacturer:
     ((.systemInfo | member("manufacturer") | hardware_name) // (.baseBoard | member("manufacturer") | hardware_name)),
   model: ((.systemInfo | member("model") | hardware_name) // (.baseBoard | member("product") | hardware_name))}
else error("expected the audit of a Datto RMM device, not \(type)")
end
