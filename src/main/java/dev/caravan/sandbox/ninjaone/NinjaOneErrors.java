package dev.caravan.sandbox.ninjaone;

import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import java.util.Map;

/** The shapes in which NinjaOne refuses: those of the door with a code, the others with a text. */
final class NinjaOneErrors {
  private static final String INCIDENT = "WEB_MGMT_SERVICE-00000000";

  private NinjaOneErrors() {}

  static Reply auth(int status, String error, String description, int code) {
    return Reply.json(
        status,
        Json.object()
            .put("error", error)
            .put("error_description", description)
            .put("error_code", code));
  }

  static Reply unknownClient() {
    return Reply.json(404, Map.of("resultCode", "Client app not exist", "incidentId", INCIDENT));
  }

  static Refusal failure(int status, String text) {
    return new Refusal(
        Reply.json(
            status, Map.of("resultCode", "FAILURE", "errorMessage", text, "incidentId", INCIDENT)));
  }

  static Refusal missing(String what) {
    return failure(404, what + " not found");
  }

  /** The message is an object here. */
  static Refusal coded(int status, String code) {
    return new Refusal(
        Reply.json(
            status,
            Map.of(
                "resultCode",
                "FAILURE",
                "errorMessage",
                Map.of("code", code, "params", Map.of()),
                "incidentId",
                INCIDENT)));
  }

  static Reply page(int status, String title) {
    return Reply.html(
        status,
        "<html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>".formatted(title));
  }
}
