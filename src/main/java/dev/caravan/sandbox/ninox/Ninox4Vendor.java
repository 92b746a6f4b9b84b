package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.Map;

/**
 * Ninox 4, another product with another API: just enough of it to be told apart from the classic
 * one.
 */
final class Ninox4Vendor extends SimulatedAccount<Ninox4Vendor.NoSwitches> {
  /** It has no switches. */
  record NoSwitches() {}

  Ninox4Vendor(String prefix, InstantSource clock) {
    super(prefix, clock, new NoSwitches());
  }

  @Override
  public Admission admit(Request request) {
    return Admission.granted();
  }

  @Override
  public Reply answer(Request request) {
    return request.path().startsWith("/api/v1/workspace")
        ? Reply.json(200, rows())
        : Reply.json(404, Map.of("error", Map.of("message", refusal(request))));
  }

  private static String refusal(Request request) {
    return "Cannot %s %s".formatted(request.method(), request.path());
  }

  private static ObjectNode rows() {
    ObjectNode page = Json.object();
    page.putArray("data").addObject().put("id", "1").putObject("values").put("Name", "WEB01");
    page.putObject("page_info").put("has_more", false).put("limit", 100).put("offset", 0);
    return page;
  }

  @Override
  public ObjectNode counts() {
    return Json.object();
  }

  @Override
  protected void clear() {
    // It has no state.
  }
}
