package dev.caravan.sandbox.datto;

import dev.caravan.sandbox.wire.AccessTokens;
import dev.caravan.sandbox.wire.AccessTokens.Grant;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** What belongs to no account: its tokens, and whether the service is up. */
record DattoSystem(AccessTokens tokens, InstantSource clock, Supplier<DattoSettings> settings) {
  /** Needs no token. */
  static final String STATUS_PATH = "/api/v2/system/status";

  /** {@code public-client:public}, the same for every customer. */
  private static final String PUBLIC_CLIENT = "Basic cHVibGljLWNsaWVudDpwdWJsaWM=";

  void routes(Router router) {
    router.post("/auth/oauth/token", (r, p) -> token(r));
    router.get(STATUS_PATH, (r, p) -> status());
  }

  private Reply token(Request request) {
    DattoSettings now = settings.get();
    Map<String, String> credentials = Map.of("username", now.apiKey(), "password", now.apiSecret());
    Grant grant = new Grant(now.requireBasic() ? PUBLIC_CLIENT : null, "password", credentials);
    Map<String, String> more =
        Map.of(
            "refresh_token",
            "sandbox-refresh-" + UUID.randomUUID(),
            "scope",
            "read write",
            "jti",
            UUID.randomUUID().toString());
    return tokens.issue(request, grant, now.tokenLifetimeSeconds(), more);
  }

  private Reply status() {
    return Reply.json(
        200, Map.of("version", "sandbox", "status", "OK", "started", clock.instant().toString()));
  }
}
