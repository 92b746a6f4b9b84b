package dev.caravan.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. Immutable.
 *
 * @param delay what the vendor waits before it answers
 */
public record Reply(int status, Map<String, String> headers, byte[] body, Duration delay) {
  public static Reply json(int status, Object value) {
    return of(status, "application/json;charset=utf-8", Json.bytes(value));
  }

  /** JSON that is already written. */
  public static Reply json(byte[] written) {
    return of(200, "application/json;charset=utf-8", written);
  }

  public static Reply html(int status, String html) {
    return of(status, "text/html;charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), new byte[0], Duration.ZERO);
  }

  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Map.of("Content-Type", contentType), body, Duration.ZERO);
  }

  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, Map.copyOf(more), body, delay);
  }

  public Reply withBody(byte[] other) {
    return new Reply(status, headers, other, delay);
  }

  public Reply after(Duration wait) {
    return new Reply(status, headers, body, delay.plus(wait));
  }
}
