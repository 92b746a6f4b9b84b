package dev.caravan.sandbox.ninjaone;

import dev.caravan.sandbox.ninjaone.NinjaOneSettings.TokenAddress;
import dev.caravan.sandbox.wire.AccessTokens;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.RollingWindow.Arrival;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.TooManyRequests;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The API client app of the tenant: its tokens, its scopes and its limit. Thread-safe. */
record ClientApp(AccessTokens tokens, RollingWindow window, Supplier<NinjaOneSettings> settings) {
  void routes(Router router) {
    router.post("/ws/oauth/token", (r, p) -> token(r, TokenAddress.WS));
    router.get("/ws/oauth/token", (r, p) -> tokenByGet());
    router.post("/oauth/token", (r, p) -> token(r, TokenAddress.PLAIN));
  }

  private static boolean isApi(Request request) {
    return request.path().startsWith("/v2/") || request.path().startsWith("/api/v2/");
  }

  Admission admit(Request request) {
    Arrival arrival = window.arrive();
    if (!arrival.admitted()) {
      return Admission.refused(throttled(arrival));
    }
    if (!isApi(request)) {
      return Admission.granted();
    }
    String header = request.header("authorization").orElse("");
    if (header.isBlank()) {
      return Admission.refused(
          NinjaOneErrors.auth(400, "missing_header", "Missing required header", 2));
    }
    if (AccessTokens.bearer(request).isEmpty()) {
      return Admission.refused(
          NinjaOneErrors.auth(400, "invalid_header", "Invalid 'Authorization' header", 1));
    }
    if (!tokens.accepts(request)) {
      return Admission.refused(
          NinjaOneErrors.auth(401, "not_authenticated", "Invalid credentials", 10));
    }
    boolean reads = request.method().equals("GET") || request.path().endsWith("/run");
    return settings.get().grantedScopes().contains(reads ? "monitoring" : "management")
        ? Admission.granted()
        : Admission.refused(
            NinjaOneErrors.auth(
                401, "insufficient_privileges", "The token lacks the scope of this request", 11));
  }

  private Reply throttled(Arrival arrival) {
    NinjaOneSettings.Throttle throttle = settings.get().throttle();
    long seconds = TooManyRequests.wholeSeconds(arrival.retryIn());
    return switch (throttle) {
      case HTML_200 -> NinjaOneErrors.page(200, "Rate limit exceeded: too many requests");
      case HTML_429 -> NinjaOneErrors.page(429, "Rate limit exceeded: too many requests");
      case JSON_429 ->
          Reply.json(
              429,
              Json.object()
                  .put("error", "rate_limit_exceeded")
                  .put("message", "Too many requests")
                  .put("retry_after", seconds));
      case EMPTY_429 -> Reply.empty(429);
    };
  }

  private static Reply tokenByGet() {
    return NinjaOneErrors.failure(405, "HTTP 405 Method Not Allowed").reply();
  }

  /** The client is known by its form, or by HTTP Basic. */
  private Reply token(Request request, TokenAddress path) {
    NinjaOneSettings now = settings.get();
    if (now.tokenPath() != TokenAddress.BOTH && now.tokenPath() != path) {
      return NinjaOneErrors.page(404, "404 Not Found");
    }
    Map<String, String> form = new HashMap<>(Request.parameters(request.text()));
    basic(request).forEach(form::put);
    if (!now.clientId().equals(form.get("client_id"))) {
      return NinjaOneErrors.unknownClient();
    }
    if (!now.clientSecret().equals(form.get("client_secret"))) {
      return NinjaOneErrors.auth(401, "invalid_client", "Client authentication failed", 3);
    }
    List<String> scopes =
        form.containsKey("scope")
            ? Arrays.asList(form.getOrDefault("scope", "").split(" "))
            : now.grantedScopes();
    if (!now.grantedScopes().containsAll(scopes)) {
      return NinjaOneErrors.auth(400, "invalid_scope", "The scope is not granted", 4);
    }
    AccessTokens.Grant grant = new AccessTokens.Grant(null, "client_credentials", Map.of());
    return tokens.issue(
        request, grant, now.tokenLifetimeSeconds(), Map.of("scope", String.join(" ", scopes)));
  }

  private static Map<String, String> basic(Request request) {
    String header = request.header("authorization").orElse("");
    if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return Map.of();
    }
    String pair =
        new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    return colon < 0
        ? Map.of()
        : Map.of("client_id", pair.substring(0, colon), "client_secret", pair.substring(colon + 1));
  }
}
