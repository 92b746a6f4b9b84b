package dev.caravan.store;

import dev.caravan.text.Digest;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A key of fixed width for rows that are found by texts: the first 128 bits of their SHA-256. Two
 * rows of one store do not share one (the birthday bound is 2^64 rows). An index of it is a third
 * of one of the texts, and rows that come in no order rewrite such an index all over with each
 * commit.
 */
public final class RowKey {
  private RowKey() {}

  /** The key of those texts in that order; none contains a null character. */
  public static UUID of(String... texts) {
    ByteBuffer bytes = ByteBuffer.wrap(Digest.sha256(Digest.bytes(String.join("\u0000", texts))));
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
