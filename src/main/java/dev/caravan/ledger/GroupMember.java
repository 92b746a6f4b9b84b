package dev.caravan.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source record that shares the counterpart of an entry with others.
 *
 * @param key the entry's key
 * @param recordKey the record's own key
 * @param untold what its counterpart does not say of it yet; absent where nothing is left to tell
 * @param ended whether the source has said, since it was last listed, that it is over
 */
public record GroupMember(
    String key, String recordKey, Instant openedAt, @Nullable String untold, boolean ended) {
  /** One that is listed. */
  public GroupMember(String key, String recordKey, Instant openedAt, @Nullable String untold) {
    this(key, recordKey, openedAt, untold, false);
  }

  public GroupMember withEnded(boolean now) {
    return new GroupMember(key, recordKey, openedAt, untold, now);
  }

  /** Its counterpart says what there is to tell. */
  public GroupMember told() {
    return new GroupMember(key, recordKey, openedAt, null, ended);
  }
}
