package dev.caravan.reconcile.compare;

import dev.caravan.ledger.GroupMember;
import dev.caravan.reconcile.record.DesiredRecord;
import dev.caravan.text.Digest;
import dev.caravan.text.Figures;
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
    return new GroupMember(key, record.key(), openedAt(record), record.text());
  }

  /**
   * The latest of those records, in the name of all that its entry stands for.
   *
   * @param opened whether there is a counterpart, which says of the records what was told; a new
   *     one says of each record that is listed what there is to tell
   */
  static DesiredRecord latest(
      String key,
      List<DesiredRecord> sharing,
      List<GroupMember> before,
      List<GroupMember> fresh,
      boolean opened) {
    DesiredRecord latest =
        sharing.stream().max(Comparator.comparing(AlertGroup::openedAt)).orElseThrow();
    List<GroupMember> all = new ArrayList<>(before);
    all.addAll(fresh);
    List<GroupMember> others =
        opened
            ? all.stream().filter(one -> one.untold() != null).toList()
            : sharing.stream()
                .filter(one -> one.text() != null)
                .map(one -> member(key, one))
                .toList();
    if (all.size() < 2 || latest.note() == null) {
      return latest.sharedAs(key, latest.note(), others);
    }
    Instant last = all.stream().map(GroupMember::openedAt).max(Comparator.naturalOrder()).get();
    String again =
        "Triggered %d times since this ticket was opened, last at %s.".formatted(all.size(), last);
    return latest.sharedAs(key, latest.note() + "\n\n" + again, others);
  }

  private static Instant openedAt(DesiredRecord record) {
    return Objects.requireNonNullElse(record.openedAt(), Instant.EPOCH);
  }

  /**
   * What shares a counterpart; a record without a condition shares it with no other.
   *
   * @param inWords whether only what is told in the same words is shared: where a counterpart can
   *     be told nothing later, other words need one of their own
   */
  static String keyOf(DesiredRecord record, boolean inWords) {
    String condition = record.about().path("condition").asText("");
    if (condition.isBlank()) {
      return record.key();
    }
    String device = record.about().path("device").path("id").asText("");
    String name = record.about().path("device").path("name").asText("");
    String site = record.about().path("site").path("id").asText("");
    String same = String.join("\u0000", site, device.isBlank() ? name : device, condition);
    return PREFIX + Digest.of(inWords ? same + "\u0000" + words(record) : same);
  }

  private static String words(DesiredRecord record) {
    return record.text() == null ? "" : Figures.hidden(record.text());
  }
}
