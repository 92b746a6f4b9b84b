package dev.caravan.reconcile.compare;

import dev.caravan.ledger.GroupMember;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.text.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The records of one device and condition: what makes them one, and what they say together. */
final class AlertGroup {
  /** What the key of an entry begins with that several records may share. */
  static final String PREFIX = "condition:";

  private AlertGroup() {}

  /** Those that the source called resolved, and lists again. */
  static List<GroupMember> back(List<DesiredRecord> sharing, List<GroupMember> before) {
    return before.stream()
        .filter(GroupMember::ended)
        .filter(known -> sharing.stream().anyMatch(it -> it.key().equals(known.recordKey())))
        .map(known -> known.withEnded(false))
        .toList();
  }

  static List<GroupMember> fresh(
      String key, List<DesiredRecord> sharing, List<GroupMember> before) {
    return sharing.stream()
        .filter(
            record -> before.stream().noneMatch(known -> known.recordKey().equals(record.key())))
        .map(record -> member(key, record))
        .toList();
  }

  private static GroupMember member(String key, DesiredRecord record) {
    return new GroupMember(key, record.key(), openedAt(record));
  }

  /** The latest of those records, in the name of all that its entry stands for. */
  static DesiredRecord latest(
      String key, List<DesiredRecord> sharing, List<GroupMember> before, List<GroupMember> fresh) {
    DesiredRecord latest =
        sharing.stream().max(Comparator.comparing(AlertGroup::openedAt)).orElseThrow();
    List<GroupMember> all = new ArrayList<>(before);
    all.addAll(fresh);
    if (all.size() < 2 || latest.note() == null) {
      return latest.withKey(key, latest.note());
    }
    Instant last = all.stream().map(GroupMember::openedAt).max(Comparator.naturalOrder()).get();
    String again =
        "Triggered %d times since this ticket was opened, last at %s.".formatted(all.size(), last);
    return latest.withKey(key, latest.note() + "\n\n" + again);
  }

  private static Instant openedAt(DesiredRecord record) {
    return Objects.requireNonNullElse(record.openedAt(), Instant.EPOCH);
  }

  /** What shares a counterpart; a record without a condition shares it with no other. */
  static String keyOf(DesiredRecord record) {
    String condition = record.about().path("condition").asText("");
    if (condition.isBlank()) {
      return record.key();
    }
    String device = record.about().path("device").path("id").asText("");
    String name = record.about().path("device").path("name").asText("");
    String site = record.about().path("site").path("id").asText("");
    return PREFIX
        + Digest.of(String.join("\u0000", site, device.isBlank() ? name : device, condition));
  }
}
