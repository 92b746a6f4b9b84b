package dev.caravan.sandbox.opsramp;

import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import java.util.Map;

/** Refusals: those of tokens and limits in the manner of OAuth, the others with a message. */
final class OpsRampErrors {
  private OpsRampErrors() {}

  static Reply oauth(int status, String error, String description) {
    return Reply.json(status, Map.of("error", error, "error_description", description));
  }

  static Refusal bad(String message) {
    return refusal(400, message);
  }

  static Refusal missing(String what) {
    return refusal(404, what + " not found");
  }

  static Refusal refusal(int status, String message) {
    return new Refusal(
        Reply.json(status, Map.of("code", String.valueOf(status), "message", message)));
  }
}
