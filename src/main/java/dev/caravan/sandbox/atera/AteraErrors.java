package dev.caravan.sandbox.atera;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Refusal;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.util.Map;

/** ProblemDetails (RFC 7807). */
final class AteraErrors {
  private static final Map<Integer, String> TITLES =
      Map.of(400, "Bad Request", 403, "Forbidden", 404, "Not Found", 409, "Conflict");

  private AteraErrors() {}

  static Reply problem(int status, String detail) {
    ObjectNode problem = Json.object().put("type", "https://tools.ietf.org/html/rfc7807");
    problem.put("title", TITLES.getOrDefault(status, "Error")).put("status", status);
    problem.put("detail", detail).putNull("instance");
    Reply reply = Reply.json(status, problem);
    return reply.with("Content-Type", "application/problem+json; charset=utf-8");
  }

  /** The body of a request, which must be a JSON object. */
  static ObjectNode body(Request request) {
    return request.objectOr(() -> problem(400, "The body is not a JSON object"));
  }

  static Refusal missing(String what) {
    return new Refusal(problem(404, what + " was not found"));
  }
}
