package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.util.List;
import java.util.Locale;

/** The audit of a device: what the device record lacks. Derived from the record alone. */
final class DeviceAudit {
  /** Classes of devices that can be audited, each by a call of its own. */
  static final List<String> KINDS = List.of("device", "printer", "esxihost");

  private DeviceAudit() {}

  static ObjectNode of(String kind, ObjectNode device) {
    ObjectNode audit = Json.object();
    audit.set("portalUrl", device.path("portalUrl"));
    long id = device.path("id").asLong();
    return switch (kind) {
      case "printer" -> printer(audit, id);
      case "esxihost" -> host(audit, id);
      default -> computer(audit, device, id);
    };
  }

  private static ObjectNode printer(ObjectNode audit, long id) {
    audit.putObject("snmpInfo").put("snmpName", "printer-" + id).put("snmpSerial", serial(id));
    audit.putObject("printer").put("printedPageCount", 1000 + id);
    audit.putObject("systemInfo").put("manufacturer", "Example Printers").put("model", "Jet 9");
    audit.putArray("printerMarkerSupplies");
    audit.putArray("nics");
    return audit;
  }

  private static ObjectNode host(ObjectNode audit, long id) {
    audit
        .putObject("systemInfo")
        .put("manufacturer", "Example Computers")
        .put("model", "Rack 2")
        .put("name", "host-" + id)
        .put("numberOfSnapshots", 0)
        .put("serviceTag", serial(id));
    for (String list :
        new String[] {"guests", "processors", "nics", "physicalMemory", "datastores"}) {
      audit.putArray(list);
    }
    return audit;
  }

  private static String serial(long id) {
    return "SN%08d".formatted(id);
  }

  private static ObjectNode computer(ObjectNode audit, ObjectNode device, long id) {
    audit.set("webRemoteUrl", device.path("webRemoteUrl"));
    audit
        .putObject("systemInfo")
        .put("manufacturer", "Example Computers")
        .put("model", "Model " + (100 + id % 9))
        .put("totalPhysicalMemory", 17_179_869_184L)
        .putNull("username")
        .putNull("dotNetVersion")
        .put("totalCpuCores", 8);
    audit
        .putObject("bios")
        .putNull("instance")
        .put("releaseDate", "2024-05-01")
        .put("serialNumber", serial(id))
        .put("smBiosVersion", "1.4");
    audit.putObject("baseBoard").put("manufacturer", "Example Computers").putNull("product");
    audit
        .putArray("nics")
        .addObject()
        .put("instance", "Ethernet")
        .put("ipv4", device.path("intIpAddress").asText())
        .putNull("ipv6")
        .put("macAddress", "%012x".formatted(0x00155D000000L + id).toUpperCase(Locale.ROOT))
        .put("type", "ethernet");
    for (String list : new String[] {"displays", "logicalDisks", "processors", "physicalMemory"}) {
      audit.putArray(list);
    }
    return audit;
  }
}
