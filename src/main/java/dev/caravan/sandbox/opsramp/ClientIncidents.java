package dev.caravan.sandbox.opsramp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The incidents of the client, oldest first; searches may show them late. Thread-safe. */
final class ClientIncidents {
  private static final int FIRST = 1113;

  private final InstantSource clock;
  private final Supplier<OpsRampSettings> settings;
  private final Map<String, StoredIncident> incidents = new LinkedHashMap<>();
  private int last = FIRST;

  ClientIncidents(InstantSource clock, Supplier<OpsRampSettings> settings) {
    this.clock = clock;
    this.settings = settings;
  }

  /** Adds an incident made from the next id and now; its id. */
  synchronized String create(BiFunction<String, Instant, StoredIncident> made) {
    String id = "INC%010d".formatted(++last);
    incidents.put(id, made.apply(id, clock.instant()));
    return id;
  }

  /** Changes an incident and marks it as updated now; false when there is none. */
  synchronized boolean change(String id, Consumer<StoredIncident> change) {
    StoredIncident incident = incidents.get(id);
    if (incident == null) {
      return false;
    }
    change.accept(incident);
    incident.touch(clock.instant());
    return true;
  }

  synchronized boolean delete(String id) {
    return incidents.remove(id) != null;
  }

  /** Something of one incident, read under the lock. */
  synchronized <T> Optional<T> read(String id, Function<StoredIncident, T> reader) {
    return Optional.ofNullable(incidents.get(id)).map(reader);
  }

  /** Something of all wanted ones that the searches show already. */
  synchronized <T> List<T> shown(
      Predicate<StoredIncident> wanted, Function<StoredIncident, T> reader) {
    Instant seen = seen();
    return incidents.values().stream()
        .filter(one -> !one.created.isAfter(seen))
        .filter(wanted)
        .map(reader)
        .toList();
  }

  /** When the searches show the last change; the change before counts until then. */
  Instant updatedAsShown(StoredIncident incident) {
    return incident.updated.isAfter(seen()) ? incident.updatedBefore : incident.updated;
  }

  private Instant seen() {
    return clock.instant().minusMillis(settings.get().searchLagMs());
  }

  synchronized <T> List<T> all(Function<StoredIncident, T> reader) {
    return incidents.values().stream().map(reader).toList();
  }

  synchronized void clear() {
    incidents.clear();
    last = FIRST;
  }
}
