package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.opsramp.OpsRampSettings.Lifetime;
import dev.caravan.sandbox.opsramp.OpsRampSettings.TokenPath;
import dev.caravan.sandbox.wire.AccessTokens;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.util.Map;
import java.util.function.Supplier;

/** The two places where a tenant's tokens are issued. */
record TenantTokens(AccessTokens tokens, Supplier<OpsRampSettings> settings) {
  void routes(Router router) {
    router.post("/tenancy/auth/oauth/token", (r, p) -> token(r, TokenPath.TENANCY));
    router.post("/auth/oauth/token", (r, p) -> token(r, TokenPath.PLAIN));
  }

  /** The credentials are members of the form; there is no HTTP Basic. */
  private Reply token(Request request, TokenPath path) {
    OpsRampSettings now = settings.get();
    if (now.tokenPath() != TokenPath.BOTH && now.tokenPath() != path) {
      return OpsRampErrors.refusal(404, "No such resource").reply();
    }
    Map<String, String> form = Request.parameters(request.text());
    boolean right =
        now.clientId().equals(form.get("client_id"))
            && now.clientSecret().equals(form.get("client_secret"));
    if ("client_credentials".equals(form.get("grant_type")) && !right) {
      return OpsRampErrors.oauth(401, "unauthorized", "Bad API credentials");
    }
    AccessTokens.Grant grant = new AccessTokens.Grant(null, "client_credentials", Map.of());
    Reply issued =
        tokens.issue(request, grant, now.tokenLifetimeSeconds(), Map.of("scope", "global:manage"));
    if (issued.status() != 200 || now.expiresIn() == Lifetime.NUMBER) {
      return issued;
    }
    ObjectNode answer = Json.readObject(issued.body());
    String seconds = answer.remove("expires_in").asText();
    answer.put(now.expiresIn() == Lifetime.TEXT ? "expires_in" : "expires-in", seconds);
    return issued.withBody(Json.bytes(answer));
  }
}
