package dev.caravan.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far the changes of a source were read that numbers them. Pure.
 *
 * <p>Two rules make a reading of changes as safe as one of the whole source. Everything is listed
 * twice: a reading begins where the last but one ended, so that a record that moved between its
 * pages, or whose change became visible late, is found by the next one; and readings of the whole
 * source come in pairs. And a position is only kept of a cycle that left nothing over.
 *
 * @param since where the next reading of changes begins; null when the whole source is to be read
 * @param highest the highest change number that the last reading saw
 * @param fullReadAt when the last pair of whole readings began
 * @param rules mapping and settings that the records were compared with
 */
public record SourcePosition(@Nullable Long since, long highest, Instant fullReadAt, String rules) {

  /** Where to begin reading changes; empty when the whole source is due. */
  public static OptionalLong begin(
      @Nullable SourcePosition known, Instant now, String rules, Duration fullReadEvery) {
    Long since = known == null ? null : known.since();
    if (known == null || since == null) {
      return OptionalLong.empty();
    }
    boolean due =
        !known.rules().equals(rules)
            || !now.isBefore(known.fullReadAt().plus(fullReadEvery))
            // A clock that was put back must not put the whole source off for as long.
            || now.isBefore(known.fullReadAt());
    return due ? OptionalLong.empty() : OptionalLong.of(since);
  }

  /**
   * The position after a reading that began at {@code startedAt} and saw {@code highestSeen}.
   *
   * @param changesOnly whether it was a reading of changes
   */
  public static SourcePosition after(
      @Nullable SourcePosition known,
      boolean changesOnly,
      long highestSeen,
      Instant startedAt,
      String rules,
      Duration fullReadEvery) {
    SourcePosition first = new SourcePosition(null, highestSeen, startedAt, rules);
    if (known == null) {
      return first;
    }
    if (changesOnly) {
      return new SourcePosition(
          known.highest(), Math.max(known.highest(), highestSeen), known.fullReadAt(), rules);
    }
    boolean second =
        known.since() == null
            && known.rules().equals(rules)
            && startedAt.isBefore(known.fullReadAt().plus(fullReadEvery));
    return second
        ? new SourcePosition(known.highest(), highestSeen, known.fullReadAt(), rules)
        : first;
  }
}
