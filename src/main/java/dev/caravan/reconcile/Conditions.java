package dev.caravan.reconcile;

import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets records of one device and condition share a counterpart: what is triggered again while the
 * counterpart is open becomes news on it.
 */
final class Conditions {
  private final Cycle cycle;
  private final List<Occurrence> fresh = new ArrayList<>();

  Conditions(Cycle cycle) {
    this.cycle = cycle;
  }

  /**
   * One record for each condition of a page, the latest, in place of the page's records.
   *
   * @param records those that the cycle has not seen before
   */
  List<Mapped> fold(LedgerView view, List<Mapped> records) {
    Map<String, List<Mapped>> byCondition = new LinkedHashMap<>();
    records.forEach(
        record -> byCondition.computeIfAbsent(keyOf(record), key -> new ArrayList<>()).add(record));
    Map<String, List<Occurrence>> known = view.occurrences().of(byCondition.keySet());
    List<Mapped> folded = new ArrayList<>();
    byCondition.forEach(
        (key, sharing) -> {
          List<Occurrence> before = known.getOrDefault(key, List.of());
          List<Occurrence> added = added(key, sharing, before);
          boolean first = cycle.seeShared(key);
          // On a later page only a record that nobody knew is news; a plan keeps none in mind.
          if (first || (!added.isEmpty() && !cycle.planning())) {
            fresh.addAll(added);
            folded.add(latest(key, sharing, before, added));
          }
        });
    return folded;
  }

  /** The occurrences that the page added; to be stored with what follows from them. */
  List<Occurrence> fresh() {
    return fresh;
  }

  private static List<Occurrence> added(String key, List<Mapped> sharing, List<Occurrence> before) {
    return sharing.stream()
        .filter(
            record -> before.stream().noneMatch(known -> known.recordKey().equals(record.key())))
        .map(record -> new Occurrence(key, record.key(), openedAt(record)))
        .toList();
  }

  private static Mapped latest(
      String key, List<Mapped> sharing, List<Occurrence> before, List<Occurrence> added) {
    Mapped latest = sharing.stream().max(Comparator.comparing(Conditions::openedAt)).orElseThrow();
    List<Occurrence> all = new ArrayList<>(before);
    all.addAll(added);
    if (all.size() < 2 || latest.note() == null) {
      return latest.withKey(key, latest.note());
    }
    Instant last = all.stream().map(Occurrence::openedAt).max(Comparator.naturalOrder()).get();
    String again =
        "Triggered %d times since this ticket was opened, last at %s.".formatted(all.size(), last);
    return latest.withKey(key, latest.note() + "\n\n" + again);
  }

  private static Instant openedAt(Mapped record) {
    return Objects.requireNonNullElse(record.openedAt(), Instant.EPOCH);
  }

  /** What shares a counterpart; a record without a condition shares it with no other. */
  private static String keyOf(Mapped record) {
    String condition = record.about().path("condition").asText("");
    if (condition.isBlank()) {
      return record.key();
    }
    String device = record.about().path("device").path("id").asText("");
    String name = record.about().path("device").path("name").asText("");
    String site = record.about().path("site").path("id").asText("");
    return "condition:"
        + Digests.of(String.join("\u0000", site, device.isBlank() ? name : device, condition));
  }
}
