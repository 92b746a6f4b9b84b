package dev.caravan.storm;

import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Faults at random. A vendor may break, hang up, refuse and babble, but it does not lie twice about
 * the same thing: of two lists of tickets in a row one is true, and single records are never
 * missing without cause.
 */
public final class Mishaps {
  private static final String DATTO_LIST = "/alerts/open";
  private static final String ATERA_CREATE = "/tickets$";
  private static final String ATERA_SCAN = "/tickets/lastmodified";

  private final Random random;

  public Mishaps(Random random) {
    this.random = random;
  }

  /**
   * A list of tickets that is empty, ends too early, or is of an earlier moment; once.
   *
   * @param stale what the list said then
   */
  Fault lie(String stale) {
    return switch (random.nextInt(3)) {
      case 0 -> Fault.of(Kind.EMPTY_LIST).on("atera", "GET", ATERA_SCAN);
      case 1 -> Fault.of(Kind.EMPTY_LIST).on("atera", "GET", ATERA_SCAN + ".*page=2");
      default ->
          Fault.status(200)
              .withBody("application/json", stale)
              .on("atera", "GET", ATERA_SCAN + ".*page=1");
    };
  }

  /** A fault, and where it strikes. */
  public Fault next() {
    return any(List.<Supplier<Fault>>of(this::ofTransport, this::ofStatus, this::ofContent))
        .get()
        .after(random.nextInt(4));
  }

  private Fault ofTransport() {
    Kind kind = any(List.of(Kind.ANSWER_LOST, Kind.CUT_BEFORE, Kind.CUT_MIDDLE));
    return switch (random.nextInt(12)) {
      case 0 -> Fault.of(Kind.SLOW).withDelayMs(200).on("datto", "GET", DATTO_LIST);
      case 1 -> Fault.of(Kind.SLOW).withDelayMs(2500).on("atera", "POST", ATERA_CREATE);
      case 2 -> Fault.of(Kind.SLOW).withDelayMs(2500).notApplied().on("atera", "PUT", "/tickets/");
      case 3 -> Fault.of(Kind.DRIP).withDelayMs(1).on("atera", "POST", "/");
      case 4 -> Fault.of(kind).on("datto", "GET", "/");
      case 5 -> Fault.of(kind).on("atera", "GET", "/");
      case 6 -> Fault.of(kind).on("datto", "POST", "/auth/oauth/token");
      default ->
          Fault.of(kind)
              .on("atera", any(List.of("POST", "POST", "PUT")), "/tickets")
              .times(1 + random.nextInt(3));
    };
  }

  private Fault ofStatus() {
    return switch (random.nextInt(10)) {
      case 0 -> throttled().on("datto", "GET", "/api/");
      case 1 -> throttled().on("atera", any(List.of("GET", "POST", "PUT")), "/");
      case 2 -> Fault.status(401).on(any(List.of("datto", "atera")), "GET", "/api/");
      case 3 -> Fault.status(403).on(any(List.of("datto", "atera")), "GET", "/api/");
      case 4 -> Fault.status(404).on("datto", "GET", DATTO_LIST);
      case 5 -> Fault.status(404).on("atera", "POST", ATERA_CREATE);
      case 6 -> Fault.status(any(List.of(409, 423))).on("atera", "POST", ATERA_CREATE);
      case 7 ->
          Fault.status(any(List.of(400, 422))).on("atera", any(List.of("POST", "PUT")), "/tickets");
      default ->
          Fault.of(random.nextBoolean() ? Kind.STATUS : Kind.STATUS_AFTER_COMMIT)
              .withStatus(any(List.of(500, 502, 503, 504)))
              .on("atera", any(List.of("POST", "PUT")), "/tickets")
              .times(1 + random.nextInt(3));
    };
  }

  /** A second's pause, or one that ends the cycle. */
  private Fault throttled() {
    return Fault.status(429)
        .withHeaders(
            any(
                List.of(
                    Map.of("Retry-After", "1"),
                    Map.of("X-RateLimit-Reset", "1"),
                    Map.of("Retry-After", "90"),
                    Map.of("Retry-After", "600"))));
  }

  private Fault ofContent() {
    return switch (random.nextInt(9)) {
      case 0 -> Fault.of(Kind.HTML).on("datto", "GET", "/api/");
      case 1 -> Fault.of(Kind.HTML).on("atera", any(List.of("GET", "POST", "PUT")), "/tickets");
      case 2 ->
          Fault.of(Kind.EMPTY_LIST).on("datto", "GET", DATTO_LIST).times(random.nextInt(3) + 1);
      case 3 ->
          Fault.of(any(List.of(Kind.MISSING_ARRAY, Kind.MALFORMED_JSON)))
              .on("datto", "GET", DATTO_LIST);
      case 4 ->
          Fault.of(any(List.of(Kind.MISSING_ARRAY, Kind.MALFORMED_JSON)))
              .on("atera", "GET", ATERA_SCAN);
      case 5 -> Fault.of(Kind.REDIRECT).on(any(List.of("datto", "atera")), "GET", "/api/");
      case 6 ->
          Fault.of(Kind.NEXT_LINK)
              .withUrl(any(List.of("self", "http://127.0.0.1:9/api?page=1&max=250")))
              .on("datto", "GET", DATTO_LIST);
      case 7 -> {
        Fault moving = Fault.of(Kind.ROWS_MOVE).on("datto", "GET", DATTO_LIST).times(2);
        yield random.nextBoolean() ? moving : moving.inserting();
      }
      default -> Fault.of(Kind.GZIP).on(any(List.of("datto", "atera")), "GET", "/");
    };
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
