package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One request as it arrived. Immutable but for the body bytes, which nobody changes.
 *
 * @param path the encoded path below the prefix, beginning with a slash
 * @param rawQuery the encoded query, empty when there was none
 * @param query its parameters, decoded; of several values the last
 * @param headers by lower-case name
 * @param base the address of the prefix as the caller sees it, such as {@code
 *     http://localhost:9700/datto}
 */
public record Request(
    String method,
    String path,
    String rawQuery,
    Map<String, String> query,
    Map<String, List<String>> headers,
    byte[] body,
    String base) {
  /** More than any request of a client; larger bodies are cut off. */
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  /** Reads the whole request. */
  public static Request read(HttpExchange exchange, String prefix) throws IOException {
    String rawPath = exchange.getRequestURI().getRawPath();
    String rawQuery = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String host =
        headers
            .getOrDefault("host", List.of("localhost:" + exchange.getLocalAddress().getPort()))
            .get(0);
    String below = rawPath.substring(prefix.length() + 1);
    return new Request(
        exchange.getRequestMethod(),
        below.isEmpty() ? "/" : below,
        rawQuery,
        parameters(rawQuery),
        Map.copyOf(headers),
        exchange.getRequestBody().readNBytes(MAX_BODY_BYTES),
        "http://" + host + "/" + prefix);
  }

  /** The first value of a header. */
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName)).map(values -> values.get(0));
  }

  /** A number from the query; the default when it is absent or not a number. */
  public int number(String name, int otherwise) {
    try {
      return Integer.parseInt(query.getOrDefault(name, String.valueOf(otherwise)));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * The body as a JSON object; nothing at all is an empty one.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public ObjectNode object() {
    return Json.readObject(body);
  }

  /** The same; anything but an object is refused with that answer. */
  public ObjectNode objectOr(Supplier<Reply> refusal) {
    try {
      return object();
    } catch (IllegalArgumentException e) {
      throw new Refusal(refusal.get());
    }
  }

  /** The first ones of a list, as many as the parameter {@code limit} asks for. */
  public <T> List<T> limited(List<T> all) {
    return Splice.slice(all, 0, number("limit", Integer.MAX_VALUE));
  }

  /** The address of another page of the same list, with these parameters in front of the others. */
  public String link(Map<String, String> first, Predicate<String> others) {
    String parameters =
        Stream.concat(
                first.entrySet().stream(),
                query.entrySet().stream()
                    .filter(own -> !first.containsKey(own.getKey()) && others.test(own.getKey())))
            .map(
                own ->
                    own.getKey() + "=" + URLEncoder.encode(own.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return path + "?" + parameters;
  }

  /** The same with another value of a parameter. */
  public Request with(String parameter, String value) {
    Map<String, String> other = new LinkedHashMap<>(query);
    other.put(parameter, value);
    return new Request(method, path, rawQuery, other, headers, body, base);
  }

  public Request withBody(byte[] other) {
    return new Request(method, path, rawQuery, query, headers, other, base);
  }

  /** The path with its query. */
  public String target() {
    return rawQuery.isEmpty() ? path : path + "?" + rawQuery;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The parameters of a query or a form body, decoded. */
  public static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        parameters.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }
}
