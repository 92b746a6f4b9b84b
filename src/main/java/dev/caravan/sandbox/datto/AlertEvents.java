package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import java.util.List;
import java.util.Random;

/**
 * What happens at a tenant over time: alerts open, are measured again, change, flap and resolve.
 * The vendor calls it under the lock of its seed, whose random decides.
 */
final class AlertEvents {
  /** Above it alerts rather resolve than open, so that a demo stays readable. */
  private static final int CROWDED = 40;

  private final DattoState state;
  private final DattoSeed seed;

  AlertEvents(DattoState state, DattoSeed seed) {
    this.state = state;
    this.seed = seed;
  }

  /** One event, told in a sentence. */
  String happen() {
    Random random = seed.random();
    List<StoredRecord> open = state.open.list();
    if (open.isEmpty()) {
      return opened();
    }
    StoredRecord row = open.get(random.nextInt(open.size()));
    int dice = random.nextInt(100);
    if (dice < (open.size() > CROWDED ? 10 : 35)) {
      return opened();
    }
    if (dice < 55) {
      return measured(row, random);
    }
    if (dice < 65) {
      return urgent(row);
    }
    return dice < 80 ? flapped(row) : resolved(row);
  }

  private String opened() {
    ObjectNode alert = seed.newAlert();
    state.openAlertNow(alert);
    return "%s opened".formatted(name(alert));
  }

  private String measured(StoredRecord row, Random random) {
    ObjectNode alert = row.object();
    if (alert.path("alertContext") instanceof ObjectNode context) {
      AlertContexts.remeasure(context, random);
    }
    state.changeAlert(row.key(), alert);
    return "%s measured again".formatted(name(alert));
  }

  private String urgent(StoredRecord row) {
    ObjectNode alert = row.object().put("priority", "Critical");
    state.changeAlert(row.key(), alert);
    return "%s became critical".formatted(name(alert));
  }

  /** The same condition comes back at once, as a new alert. */
  private String flapped(StoredRecord row) {
    state.resolve(row.key(), "system");
    ObjectNode again = seed.newAlert();
    ObjectNode before = row.object();
    again.set("alertContext", before.path("alertContext"));
    again.set("alertSourceInfo", before.path("alertSourceInfo"));
    again.set("priority", before.path("priority"));
    state.openAlertNow(again);
    return "%s resolved and opened again".formatted(name(before));
  }

  private String resolved(StoredRecord row) {
    state.resolve(row.key(), "system");
    return "%s resolved".formatted(name(row.object()));
  }

  private static String name(ObjectNode alert) {
    return "%s on %s"
        .formatted(
            alert.path("alertContext").path("@class").asText(),
            alert.path("alertSourceInfo").path("deviceName").asText("no device"));
  }
}
