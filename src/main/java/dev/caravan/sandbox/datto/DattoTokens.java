package dev.caravan.sandbox.datto;

import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The password grant and the tokens that it gave out. Thread-safe. */
final class DattoTokens {
  /** {@code public-client:public}, the same for every customer. */
  private static final String PUBLIC_CLIENT = "Basic cHVibGljLWNsaWVudDpwdWJsaWM=";

  private final InstantSource clock;
  private final Supplier<DattoSettings> settings;
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
  private final AtomicLong issued = new AtomicLong();

  DattoTokens(InstantSource clock, Supplier<DattoSettings> settings) {
    this.clock = clock;
    this.settings = settings;
  }

  Reply issue(Request request) {
    DattoSettings now = settings.get();
    if (now.requireBasic()
        && !request.header("authorization").filter(PUBLIC_CLIENT::equals).isPresent()) {
      return error(401, "unauthorized", "Full authentication is required to access this resource")
          .with("WWW-Authenticate", "Basic realm=\"oauth2/client\"");
    }
    if (!request
        .header("content-type")
        .orElse("")
        .startsWith("application/x-www-form-urlencoded")) {
      return error(400, "invalid_request", "Missing grant type");
    }
    Map<String, String> form = Request.parameters(request.text());
    if (!"password".equals(form.get("grant_type"))) {
      return error(400, "unsupported_grant_type", "Unsupported grant type");
    }
    if (!now.apiKey().equals(form.get("username"))
        || !now.apiSecret().equals(form.get("password"))) {
      return error(401, "invalid_grant", "Bad credentials");
    }
    String token = "sandbox-" + UUID.randomUUID();
    expiries.put(token, clock.instant().plusSeconds(now.tokenLifetimeSeconds()));
    issued.incrementAndGet();
    return Reply.json(
        200,
        Map.of(
            "access_token",
            token,
            "token_type",
            "bearer",
            "refresh_token",
            "sandbox-refresh-" + UUID.randomUUID(),
            "expires_in",
            now.tokenLifetimeSeconds(),
            "scope",
            "read write",
            "jti",
            UUID.randomUUID().toString()));
  }

  boolean accepts(Request request) {
    String header = request.header("authorization").orElse("");
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return false;
    }
    Instant expiry = expiries.get(header.substring(7).trim());
    return expiry != null && clock.instant().isBefore(expiry);
  }

  void revokeAll() {
    expiries.clear();
  }

  long issued() {
    return issued.get();
  }

  void reset() {
    expiries.clear();
    issued.set(0);
  }

  private static Reply error(int status, String error, String description) {
    return Reply.json(status, Map.of("error", error, "error_description", description));
  }
}
