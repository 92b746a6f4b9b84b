package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What all vendors with switches and control requests have in common.
 *
 * @param <S> the record of switches
 */
public abstract class SwitchedVendor<S extends Record> implements Vendor {
  /** How the vendor behaves now. */
  protected final Switches<S> switches;

  /** To be filled by the vendor; the paths are relative to {@code /control/<prefix>}. */
  protected final Router controls = new Router();

  private final String prefix;

  protected SwitchedVendor(String prefix, S defaults) {
    this.prefix = prefix;
    this.switches = new Switches<>(defaults);
  }

  @Override
  public final String prefix() {
    return prefix;
  }

  /** Changes switches by name, such as {@code set(Map.of("windowMs", 20_000))}. */
  public final void set(Map<String, ?> changes) {
    switches.set(changes);
  }

  @Override
  public final void set(ObjectNode changes) {
    switches.set(Json.members(changes));
  }

  @Override
  public final S settings() {
    return switches.get();
  }

  @Override
  public final Reply control(Request request) {
    return controls
        .route(request)
        .orElseGet(() -> Reply.json(404, Map.of("error", "no such control: " + request.path())));
  }
}
