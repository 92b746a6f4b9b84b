package dev.caravan.vendors.ninjaone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Tells the records of a page what other lists of the cycle know of them, in the members in which
 * NinjaOne itself says so where it does. What a record says itself stays. Thread-safe.
 */
public final class Places {
  private static final String DEVICE = "device";
  private static final String REFERENCES = "references";
  private static final String ORGANIZATION = "organization";

  /** Each alert gets its device, and that its organization. */
  public void alerts(Exchange exchange) {
    Directory known = Directory.of(exchange);
    for (JsonNode row : page(exchange)) {
      if (row instanceof ObjectNode alert) {
        ObjectNode listed = known.devices().get(alert.path("deviceId").asText(""));
        if (!alert.path(DEVICE).isObject() && listed != null) {
          alert.set(DEVICE, listed.deepCopy());
        } else if (alert.path(DEVICE) instanceof ObjectNode device && listed != null) {
          addMissing(device, listed);
        }
        if (alert.path(DEVICE) instanceof ObjectNode device) {
          addOrganization(device, known);
        }
      }
    }
  }

  /** Each device gets its organization, and what is known of its antivirus. */
  public void devices(Exchange exchange) {
    Directory known = Directory.of(exchange);
    for (JsonNode row : page(exchange)) {
      if (row instanceof ObjectNode device) {
        addOrganization(device, known);
        ObjectNode antivirus = known.antivirus().get(device.path("id").asText(""));
        if (antivirus != null) {
          device.set("antivirus", antivirus);
        }
      }
    }
  }

  private static void addOrganization(ObjectNode device, Directory known) {
    ObjectNode organization = known.organizations().get(device.path("organizationId").asText(""));
    if (organization == null || device.path(REFERENCES).path(ORGANIZATION).has("name")) {
      return;
    }
    ObjectNode references =
        device.path(REFERENCES) instanceof ObjectNode own ? own : device.putObject(REFERENCES);
    references.set(ORGANIZATION, organization);
  }

  private static void addMissing(ObjectNode device, ObjectNode listed) {
    for (Map.Entry<String, JsonNode> member : listed.properties()) {
      if (!device.hasNonNull(member.getKey())) {
        device.set(member.getKey(), member.getValue());
      }
    }
  }

  private static JsonNode page(Exchange exchange) {
    return exchange.getMessage().getBody(JsonNode.class);
  }
}
