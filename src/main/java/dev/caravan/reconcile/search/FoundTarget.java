package dev.caravan.reconcile.search;

import dev.caravan.ledger.Counterpart;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Moment;
import dev.caravan.ledger.UnclaimedCounterpart;
import dev.caravan.ledger.Wanted;
import dev.caravan.reconcile.record.DesiredRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counterpart that a scan of the target found by its marker. People quote and copy markers, so
 * where it stands says how much it proves.
 *
 * @param order grows with age's opposite: the smallest is the oldest
 * @param over whether it is closed or resolved already
 * @param candidate its marker stands where it decides nothing: ours is somewhere, perhaps not here
 * @param createdAt set where the marker's place decides only for what was created after the
 *     attempt, or decides nothing
 * @param touched whether a person works on it: it is not ours to close
 * @param generation which of its record's counterparts it is; 0 where nobody asked
 */
public record FoundTarget(
    String marker,
    String targetId,
    long order,
    boolean over,
    boolean candidate,
    @Nullable Instant createdAt,
    boolean touched,
    int generation) {

  public FoundTarget(
      String marker,
      String targetId,
      long order,
      boolean over,
      boolean candidate,
      @Nullable Instant createdAt,
      boolean touched) {
    this(marker, targetId, order, over, candidate, createdAt, touched, 0);
  }

  /** One whose marker stands where nobody but us writes. */
  public FoundTarget(String marker, String targetId, long order, boolean over) {
    this(marker, targetId, order, over, false, null, false);
  }

  /** Whether it is what became of a create that was tried from that moment on. */
  boolean isProven(Instant attempt) {
    return !candidate && (createdAt == null || !createdAt.isBefore(attempt));
  }

  /** Those that became of creates tried from that moment on, oldest first. */
  static List<FoundTarget> proven(List<FoundTarget> seen, Instant attempt) {
    return seen.stream()
        .filter(target -> target.isProven(attempt))
        .sorted(Comparator.comparingLong(FoundTarget::order))
        .toList();
  }

  /**
   * The entry of a record whose counterpart it is.
   *
   * @param since when the record was first wanted
   */
  public Entry entry(DesiredRecord record, Moment since, Instant now) {
    return entry(record.key(), record.wanted(record.fingerprint()), since, now);
  }

  /** The entry of a record that is not listed, of which the ledger knows an earlier counterpart. */
  public Entry entry(Entry known, Instant now) {
    return entry(known.key(), known.wanted(), known.presence().since(), now);
  }

  private Entry entry(String key, Wanted wanted, Moment since, Instant now) {
    Counterpart found = Counterpart.found(marker, targetId);
    return Entry.found(key, generation, wanted, found, over, since, now);
  }

  /** The entry of a record whose marker it quotes: its counterpart is looked for. */
  public Entry doubted(DesiredRecord record, Moment since, Instant now) {
    return Entry.intended(
            record.key(),
            generation,
            marker,
            record.wanted(record.fingerprint()),
            record.fields(),
            since)
        .doubted(now);
  }

  static FoundTarget of(UnclaimedCounterpart left) {
    return new FoundTarget(
        left.marker(),
        left.targetId(),
        left.order(),
        left.over(),
        false,
        left.createdAt(),
        left.touched());
  }

  UnclaimedCounterpart unclaimed(Instant now) {
    return new UnclaimedCounterpart(marker, targetId, order, over, touched, createdAt, now, 1);
  }

  /** As long as it is not known who ended it. */
  public FoundTarget asOpen() {
    return new FoundTarget(
        marker, targetId, order, false, candidate, createdAt, touched, generation);
  }

  FoundTarget ofGeneration(int number) {
    return new FoundTarget(marker, targetId, order, over, candidate, createdAt, touched, number);
  }
}
