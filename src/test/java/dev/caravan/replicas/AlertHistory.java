package dev.caravan.replicas;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.datto.DattoVendor;
import dev.caravan.scenario.TicketScenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Alerts that open once and end at most once, and when they did. */
final class AlertHistory {
  private static final List<String> PRIORITIES =
      List.of("Critical", "High", "Moderate", "Low", "Information");

  private final DattoVendor datto;
  private final Random random;
  private final Set<String> open = new LinkedHashSet<>();
  private final Map<String, Instant> ended = new HashMap<>();

  AlertHistory(Sandbox sandbox, Random random) {
    this.datto = sandbox.datto();
    this.random = random;
    look();
  }

  /** The vendor opens some by itself. */
  private void look() {
    datto.openAlerts().forEach(alert -> open.add(alert.path("alertUid").asText()));
  }

  void open(int count) {
    open.addAll(datto.openAlerts(count));
  }

  /** Some change, some are resolved. */
  void move() {
    List<String> keys = new ArrayList<>(open);
    for (int i = random.nextInt(4); i > 0 && !keys.isEmpty(); i--) {
      String key = keys.remove(random.nextInt(keys.size()));
      if (random.nextInt(3) > 0) {
        change(key);
      } else {
        open.remove(key);
        // Before it ends: a close that arrives in between is no mistake.
        ended.put(key, Instant.now());
        datto.resolveAlert(key);
      }
    }
  }

  /** What is refused is tried again when its record changes. */
  void changeAll() {
    open.forEach(this::change);
  }

  private void change(String key) {
    String priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
    datto.changeAlert(key, TicketScenario.json("{\"priority\":\"%s\"}".formatted(priority)));
  }

  Set<String> open() {
    look();
    return Set.copyOf(open);
  }

  /** When each alert that is over ended. */
  Map<String, Instant> ended() {
    return Map.copyOf(ended);
  }

  int count() {
    return open.size() + ended.size();
  }
}
