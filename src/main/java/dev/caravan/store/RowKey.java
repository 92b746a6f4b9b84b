package dev.caravan.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(bytes(String.join("\u0000", texts)));
      ByteBuffer bytes = ByteBuffer.wrap(digest);
      return new UUID(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * Different bytes for different texts. Half a surrogate pair, which JSON can hold, has none in
   * UTF-8, where all of them would be one question mark; such a text begins with a byte that UTF-8
   * never has.
   */
  public static byte[] bytes(String text) {
    if (!hasHalfPair(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteBuffer units = ByteBuffer.allocate(1 + Character.BYTES * text.length()).put((byte) -1);
    units.asCharBuffer().put(text);
    return units.array();
  }

  private static boolean hasHalfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean whole = Character.isSupplementaryCodePoint(text.codePointAt(i));
        if (!whole) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
