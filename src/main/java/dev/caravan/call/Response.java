package dev.caravan.call;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * What is kept of an answer beside its body. Immutable.
 *
 * @param status the HTTP status
 * @param headers {@code date}, {@code retry-after} and the rate limit headers, names in lower case
 */
public record Response(int status, Map<String, String> headers) {
  public Response {
    headers = Map.copyOf(headers);
  }

  /** Of the message as the HTTP step leaves it. */
  public static Response of(Message message) {
    int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    Map<String, String> kept = new TreeMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              String key = name.toLowerCase(Locale.ROOT);
              if (value != null && isKept(key)) {
                kept.put(key, text(value));
              }
            });
    return new Response(status, kept);
  }

  /** The vendor's clock, empty when the answer did not tell. */
  public Optional<Instant> date() {
    return Optional.ofNullable(headers.get("date")).map(DateUtils::parseStandardDate);
  }

  private static boolean isKept(String key) {
    return key.equals("date")
        || key.equals("retry-after")
        || key.startsWith("x-ratelimit-")
        || key.startsWith("ratelimit");
  }

  private static String text(Object value) {
    return value instanceof Iterable<?> values
        ? StreamSupport.stream(values.spliterator(), false)
            .map(String::valueOf)
            .collect(Collectors.joining(", "))
        : String.valueOf(value);
  }
}
