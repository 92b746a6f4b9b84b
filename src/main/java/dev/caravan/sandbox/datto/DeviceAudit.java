package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.util.List;

/** The audit of a device: what the device record lacks. Derived from the record alone. */
final class DeviceAudit {
  /** Classes of devices that can be audited, each by a call of its own. */
  static final List<String> KINDS = List.of("device", "printer", "esxihost");

  private static final String PRINTER =
      """
      {"snmpInfo":{"snmpName":"printer-%d","snmpSerial":"SN26%06d"},
       "printer":{"printedPageCount":%d},
       "systemInfo":{"manufacturer":"Example Printers","model":"Jet 9"},
       "printerMarkerSupplies":[],"nics":[]}\
      """;

  private static final String HOST =
      """
      {"systemInfo":{"manufacturer":"Example Computers","model":"Rack 2","name":"host-%d",
                     "numberOfSnapshots":0,"serviceTag":"SN26%06d"},
       "guests":[],"processors":[],"nics":[],"physicalMemory":[],"datastores":[]}\
      """;

  private static final String COMPUTER =
      """
      {"systemInfo":{"manufacturer":"Example Computers","model":"Model %d",
                     "totalPhysicalMemory":17179869184,"username":null,"dotNetVersion":null,
                     "totalCpuCores":8},
       "bios":{"instance":null,"releaseDate":"2024-05-01","serialNumber":"SN26%06d",
               "smBiosVersion":"1.4"},
       "baseBoard":{"manufacturer":"Example Computers","product":null},
       "nics":[{"instance":"Ethernet","ipv4":"%s","ipv6":null,"macAddress":"%012X",
                "type":"ethernet"}],
       "displays":[],"logicalDisks":[],"processors":[],"physicalMemory":[]}\
      """;

  private DeviceAudit() {}

  static ObjectNode of(String kind, ObjectNode device) {
    long id = device.path("id").asLong();
    ObjectNode audit =
        switch (kind) {
          case "printer" -> Json.object(PRINTER, id, id, 1000 + id);
          case "esxihost" -> Json.object(HOST, id, id);
          default -> computer(device, id);
        };
    return audit.set("portalUrl", device.path("portalUrl"));
  }

  private static ObjectNode computer(ObjectNode device, long id) {
    String address = device.path("intIpAddress").asText();
    ObjectNode audit = Json.object(COMPUTER, 100 + id % 9, id, address, 0x00155D000000L + id);
    return audit.set("webRemoteUrl", device.path("webRemoteUrl"));
  }
}
