package dev.caravan.sandbox.datto;

import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import java.util.Map;

/**
 * Error bodies. The vendor publishes no schema; these have the form that its framework gives by
 * itself.
 */
final class DattoErrors {
  private static final Map<Integer, String> NAMES =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          405, "Method Not Allowed",
          409, "Conflict");

  private DattoErrors() {}

  static Reply of(int status, Request request) {
    return of(status, request.path());
  }

  static Reply of(int status, String path) {
    return Reply.json(
        status,
        Map.of("status", status, "error", NAMES.getOrDefault(status, "Error"), "path", path));
  }
}
