package dev.caravan.ledger;

import java.time.Instant;

/**
 * A source record that shares the counterpart of an entry with others.
 *
 * @param key the entry's key
 * @param recordKey the record's own key
 * @param ended whether the source has said, since it was last listed, that it is over
 */
public record GroupMember(String key, String recordKey, Instant openedAt, boolean ended) {
  /** One that is listed. */
  public GroupMember(String key, String recordKey, Instant openedAt) {
    this(key, recordKey, openedAt, false);
  }

  public GroupMember withEnded(boolean now) {
    return new GroupMember(key, recordKey, openedAt, now);
  }
}
