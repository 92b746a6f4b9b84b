package dev.caravan.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** SHA-256. What stores and targets hold was computed with it: no bit of it may change. */
public final class Digest {
  /** 128 bits: no two texts meet by accident. */
  private static final int SHORT_BYTES = 16;

  private Digest() {}

  /** All 32 bytes of it, of the parts one after the other. */
  public static byte[] sha256(byte[]... parts) {
    return sha256(Arrays.asList(parts));
  }

  private static byte[] sha256(List<byte[]> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEach(digest::update);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Its first 128 bits as 32 hexadecimal digits. */
  public static String of(String text) {
    return of(List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same of the parts one after the other. */
  public static String of(List<byte[]> parts) {
    return HexFormat.of().formatHex(sha256(parts), 0, SHORT_BYTES);
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
