package dev.caravan.sandbox.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Joins written records to a written page. */
public final class Splice {
  private Splice() {}

  /** Head, the rows with commas between them, tail. */
  public static byte[] join(String head, List<byte[]> rows, String tail) {
    int size = head.length() + tail.length() + 16;
    for (byte[] row : rows) {
      size += row.length + 1;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(rows.get(i));
    }
    out.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** The part of a list that a page shows; empty beyond its end. */
  public static <T> List<T> slice(List<T> all, long from, int size) {
    if (from < 0 || from >= all.size()) {
      return List.of();
    }
    return all.subList((int) from, (int) Math.min(all.size(), from + size));
  }
}
