package dev.caravan.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One write to a target in the journal.
 *
 * @param step its number, unique in the sync and growing
 * @param cycle the cycle that intended it
 * @param doubtedAt since when its end is unknown, by our clock: it was sent before, if at all;
 *     absent while it is on its way
 * @param desired the fingerprint that holds once it is done; absent where it changes none
 * @param payload JSON in the target's own field names; that of a create is not kept in the store
 * @param intendedAt by the target's clock
 */
public record WriteIntent(
    long step,
    long cycle,
    String key,
    int generation,
    Op op,
    @Nullable Instant doubtedAt,
    @Nullable Fingerprint desired,
    String payload,
    Instant intendedAt) {

  public boolean inDoubt() {
    return doubtedAt != null;
  }

  /** Whether the target's reads may not show it yet, if it was done. */
  public boolean isFresh(Instant now, Duration indexLag) {
    return doubtedAt != null && now.isBefore(doubtedAt.plus(indexLag));
  }
}
