package dev.caravan.vendors.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.Cycle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * What a cycle knows of other lists than its own, each row by its number. Thread-safe; what is in
 * it is not changed any more.
 */
record Directory(
    Map<String, ObjectNode> organizations,
    Map<String, ObjectNode> devices,
    Map<String, ObjectNode> antivirus) {
  private static final Cycle.StateKey<Directory> STATE = new Cycle.StateKey<>(Directory.class);

  static Directory of(Exchange exchange) {
    return Cycle.of(exchange)
        .state(
            STATE,
            () ->
                new Directory(
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>()));
  }
}
