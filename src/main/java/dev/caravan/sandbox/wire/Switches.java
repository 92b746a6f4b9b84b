package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A record of switches of which some are changed at a time. Thread-safe.
 *
 * @param <T> the record
 */
public final class Switches<T extends Record> {
  private final T defaults;
  private final AtomicReference<T> current;

  public Switches(T defaults) {
    this.defaults = defaults;
    this.current = new AtomicReference<>(defaults);
  }

  /** A record of the values that its components name as their defaults. */
  public static <T extends Record> T defaults(Class<T> type) {
    ObjectNode values = Json.object();
    for (RecordComponent component : type.getRecordComponents()) {
      String[] value = component.getAnnotation(Default.class).value();
      values.set(
          component.getName(),
          component.getType() == List.class ? Json.tree(value) : Json.tree(value[0]));
    }
    return Json.as(values, type);
  }

  public T get() {
    return Objects.requireNonNull(current.get());
  }

  /**
   * Changes the named switches.
   *
   * @throws IllegalArgumentException when one is unknown or has a value that it cannot take
   */
  public void set(Map<String, ?> changes) {
    current.updateAndGet(
        before -> {
          ObjectNode merged = Json.tree(before);
          ObjectNode patch = Json.tree(changes);
          merged.setAll(patch);
          @SuppressWarnings("unchecked")
          Class<T> type = (Class<T>) before.getClass();
          return Json.as(merged, type);
        });
  }

  public void reset() {
    current.set(defaults);
  }
}
