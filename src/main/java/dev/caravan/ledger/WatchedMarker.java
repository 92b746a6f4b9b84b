package dev.caravan.ledger;

import java.time.Instant;

/**
 * A marker that scans did not find and that may come up late all the same.
 *
 * @param since when the first create with it was intended, by the target's clock: it is not there
 *     before
 * @param absentAt when it was last known not to be there while no other create was on its way
 * @param lookedAt when the last scan began that looked for it
 */
public record WatchedMarker(
    String key, int generation, String marker, Instant since, Instant absentAt, Instant lookedAt) {

  /** A scan more has looked for it. */
  public WatchedMarker looked(Instant at) {
    return new WatchedMarker(key, generation, marker, since, absentAt, at);
  }

  /** A scan more has looked for it, and nothing was sent meanwhile. */
  public WatchedMarker stillAbsent(Instant at) {
    return new WatchedMarker(key, generation, marker, since, at, at);
  }
}
