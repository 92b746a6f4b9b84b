package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule that breaks some requests. In JSON its members have the names below.
 *
 * @param vendor the prefix that it concerns; null for every vendor
 * @param method GET, POST, …; null for every method
 * @param pathPattern a regular expression sought in path and query below the prefix; null for all
 * @param times how many requests it breaks; 0 = until it is removed
 * @param after how many matching requests it lets pass first
 * @param status of the kinds {@code status}, {@code status-after-commit} and {@code redirect}
 * @param headers added to the answer
 * @param body of the kinds {@code status} and {@code status-after-commit}
 * @param delayMs the wait before the answer or the cut; of {@code drip} between two bytes
 * @param url of {@code redirect} and {@code next-link}; {@code self} is the address asked for
 * @param insert of {@code rows-move}: a row comes in at the front, else one already read goes
 * @param apply of {@code slow}: whether the request is done before the wait (default), or nothing
 *     is done and the connection closes after it
 */
public record Fault(
    Kind kind,
    @Nullable String vendor,
    @Nullable String method,
    @Nullable String pathPattern,
    int times,
    int after,
    int status,
    Map<String, String> headers,
    @Nullable String body,
    @Nullable String contentType,
    long delayMs,
    @Nullable String url,
    boolean insert,
    @Nullable Boolean apply) {

  /** What goes wrong. */
  public enum Kind {
    /** Done, then the connection closes without an answer. */
    ANSWER_LOST,
    /** The connection closes and nothing was done. */
    CUT_BEFORE,
    /** The first half of an array is done, then the connection closes without an answer. */
    BATCH_HALF,
    /** Done, then half of the answer and the connection closes. */
    CUT_MIDDLE,
    /** Nothing done, any status, headers and body. */
    STATUS,
    /** Done, then a 5xx with an HTML page. */
    STATUS_AFTER_COMMIT,
    /** Nothing done, status 200 with an HTML log-in page. */
    HTML,
    /** The list of the answer is empty and its totals are 0. */
    EMPTY_LIST,
    /** The list is missing from the answer. */
    MISSING_ARRAY,
    /** The answer ends half-way, with a length that fits. */
    MALFORMED_JSON,
    /** Done, then a wait before the answer. */
    SLOW,
    /** The answer comes a byte at a time. */
    DRIP,
    /** Nothing done, a redirect to a URL. */
    REDIRECT,
    /** The link to the next page is replaced by a URL. */
    NEXT_LINK,
    /** After this page the rows of the list move. */
    ROWS_MOVE,
    /** The answer is compressed. */
    GZIP
  }

  public Fault {
    if (kind == null) {
      throw new IllegalArgumentException("a fault needs a kind, such as answer-lost");
    }
    if (pathPattern != null) {
      Pattern.compile(pathPattern);
    }
    headers = headers == null ? Map.of() : Map.copyOf(headers);
  }

  /** That kind on the next request of all. */
  public static Fault of(Kind kind) {
    return new Fault(kind, null, null, null, 1, 0, 0, Map.of(), null, null, 0, null, false, null);
  }

  /** A status, and nothing done. */
  public static Fault status(int status) {
    return of(Kind.STATUS).withStatus(status);
  }

  /** The requests that it concerns. */
  public Fault on(String vendor, String method, String pathPattern) {
    return with("vendor", vendor).with("method", method).with("pathPattern", pathPattern);
  }

  /** How many requests it breaks; 0 = until it is removed. */
  public Fault times(int count) {
    return with("times", count);
  }

  /** How many matching requests pass first. */
  public Fault after(int count) {
    return with("after", count);
  }

  public Fault withStatus(int code) {
    return with("status", code);
  }

  public Fault withHeaders(Map<String, String> all) {
    return with("headers", all);
  }

  public Fault withBody(String type, String text) {
    return with("contentType", type).with("body", text);
  }

  public Fault withDelayMs(long millis) {
    return with("delayMs", millis);
  }

  public Fault withUrl(String address) {
    return with("url", address);
  }

  /** Of {@code rows-move}: a row comes in at the front. */
  public Fault inserting() {
    return with("insert", true);
  }

  /** Of {@code slow}: nothing is done. */
  public Fault notApplied() {
    return with("apply", false);
  }

  private Fault with(String member, Object value) {
    ObjectNode members = Json.tree(this);
    members.set(member, Json.tree(value));
    return Json.as(members, Fault.class);
  }
}
