package dev.caravan.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.mapping.Mappings;
import dev.caravan.scenario.TicketScenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** For what a ticket stands: an alert, or a condition of a device that several alerts share. */
final class Standing implements AutoCloseable {
  private static final int BYTES = 16;

  private final TicketScenario scenario;
  private final boolean shared;
  private final Mappings mappings = new Mappings();
  private final Map<String, String> known = new HashMap<>();

  Standing(TicketScenario scenario, boolean shared) {
    this.scenario = scenario;
    this.shared = shared;
  }

  boolean isShared() {
    return shared;
  }

  /** Of all alerts that are open now. */
  Set<String> open() {
    return of(scenario.sandbox.datto().openAlerts());
  }

  /** Of all alerts that the source can still show as resolved. */
  Set<String> resolved() {
    return of(scenario.sandbox.datto().resolvedAlerts());
  }

  private Set<String> of(Collection<ObjectNode> alerts) {
    Set<String> keys = new LinkedHashSet<>();
    alerts.forEach(alert -> keys.add(of(alert)));
    return keys;
  }

  private String of(ObjectNode alert) {
    String uid = alert.path("alertUid").asText();
    return shared ? known.computeIfAbsent(uid, any -> condition(uid, alert)) : uid;
  }

  private String condition(String uid, ObjectNode alert) {
    JsonNode record =
        mappings.map("datto-rmm-alert", new ObjectMapper().createArrayNode().add(alert)).get(0);
    String condition = record.path("condition").asText("");
    if (condition.isBlank()) {
      return uid;
    }
    JsonNode device = record.path("device");
    String where = device.path("id").asText(device.path("name").asText(""));
    return "condition:" + digest(record.path("site").path("id").asText(""), where, condition);
  }

  private static String digest(String... parts) {
    try {
      byte[] text = String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    mappings.close();
  }
}
