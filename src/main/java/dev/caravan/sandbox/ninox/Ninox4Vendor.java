package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.Vendor;
import java.util.Map;

/**
 * Ninox 4, another product with another API: just enough of it to be told apart from the classic
 * one.
 */
public final class Ninox4Vendor implements Vendor {
  private final String prefix;

  public Ninox4Vendor(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public String prefix() {
    return prefix;
  }

  @Override
  public Admission admit(Request request) {
    return Admission.granted();
  }

  @Override
  public Reply answer(Request request) {
    if (!request.path().startsWith("/api/v1/workspace")) {
      ObjectNode error = Json.object();
      error
          .putObject("error")
          .put("message", "Cannot %s %s".formatted(request.method(), request.path()));
      return Reply.json(404, error);
    }
    ObjectNode page = Json.object();
    page.putArray("data").addObject().put("id", "1").putObject("values").put("Name", "WEB01");
    page.putObject("page_info").put("has_more", false).put("limit", 100).put("offset", 0);
    return Reply.json(200, page);
  }

  @Override
  public void moveRows(Request request, boolean insert) {
    // It holds one row that never changes.
  }

  @Override
  public Reply control(Request request) {
    return Reply.json(404, Map.of("error", "nothing to control at " + prefix));
  }

  @Override
  public ObjectNode counts() {
    return Json.object();
  }

  @Override
  public Map<String, RollingWindow> windows() {
    return Map.of();
  }

  @Override
  public Object settings() {
    return Map.of();
  }

  @Override
  public void set(ObjectNode changes) {
    throw new IllegalArgumentException(prefix + " has no switches");
  }

  @Override
  public void reset() {
    // It has no state.
  }
}
