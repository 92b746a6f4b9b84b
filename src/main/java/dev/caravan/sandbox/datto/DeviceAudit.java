package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.util.Locale;

/** The audit of a device: what the device record lacks. Derived from the record alone. */
final class DeviceAudit {
  private DeviceAudit() {}

  static ObjectNode of(ObjectNode device) {
    long id = device.path("id").asLong();
    ObjectNode audit = Json.object();
    audit.set("portalUrl", device.path("portalUrl"));
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
        .put("serialNumber", "SN%08d".formatted(id))
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
