package dev.caravan.sandbox.wire;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The token endpoint of a vendor (OAuth2) and the tokens that it gave out. Thread-safe. */
public final class AccessTokens {
  private static final String BEARER = "Bearer ";

  private final InstantSource clock;
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
  private final AtomicLong issued = new AtomicLong();

  public AccessTokens(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What gets a token; what is wrong is refused in this order.
   *
   * @param basic the {@code Authorization} header of the client; null where none is asked for
   * @param type of the grant, such as {@code client_credentials}
   * @param credentials members of the form, all of which must be right
   */
  public record Grant(@Nullable String basic, String type, Map<String, String> credentials) {}

  /**
   * Answers the request for a token.
   *
   * @param more members of the answer besides the token, its kind and its lifetime
   */
  public Reply issue(Request request, Grant grant, long seconds, Map<String, String> more) {
    String client = request.header("authorization").orElse("");
    if (grant.basic() != null && !grant.basic().equals(client)) {
      return error(401, "unauthorized", "Full authentication is required to access this resource")
          .with("WWW-Authenticate", "Basic realm=\"oauth2/client\"");
    }
    String type = request.header("content-type").orElse("");
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      return error(400, "invalid_request", "Missing grant type");
    }
    Map<String, String> form = Request.parameters(request.text());
    if (!grant.type().equals(form.get("grant_type"))) {
      return error(400, "unsupported_grant_type", "Unsupported grant type");
    }
    if (!form.entrySet().containsAll(grant.credentials().entrySet())) {
      boolean ofClient = grant.type().equals("client_credentials");
      return error(401, ofClient ? "invalid_client" : "invalid_grant", "Bad credentials");
    }
    String token = "sandbox-" + UUID.randomUUID();
    expiries.put(token, clock.instant().plusSeconds(seconds));
    issued.incrementAndGet();
    Map<String, Object> answer = new TreeMap<>(more);
    answer.putAll(Map.of("access_token", token, "token_type", "bearer", "expires_in", seconds));
    return Reply.json(200, answer);
  }

  /** Whether the request bears a token that is neither expired nor revoked. */
  public boolean accepts(Request request) {
    Instant expiry = expiries.get(bearer(request));
    return expiry != null && clock.instant().isBefore(expiry);
  }

  /** What follows {@code Bearer} in the request's {@code Authorization}; empty without it. */
  public static String bearer(Request request) {
    String header = request.header("authorization").orElse("");
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).trim()
        : "";
  }

  /** Every token stops working at once. */
  public void revokeAll() {
    expiries.clear();
  }

  /** How many tokens have been given out since the reset. */
  public long issued() {
    return issued.get();
  }

  public void reset() {
    expiries.clear();
    issued.set(0);
  }

  private static Reply error(int status, String error, String description) {
    return Reply.json(status, Map.of("error", error, "error_description", description));
  }
}
