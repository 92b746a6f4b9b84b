package dev.caravan.config;

import dev.caravan.pipe.Pipe;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Pipe that tells operators what they must know.
 *
 * @param name as {@code caravan.notify} has it
 * @param values of its keys that have one, without what stands before them; secrets are among them
 */
public record NotifyPipe(String name, Pipe pipe, Map<String, String> values) {
  /** The key of the address of its webhook. */
  public static final String URL = "url";

  /** The key of what it sends. */
  public static final String FORMAT = "format";

  public NotifyPipe {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** What its Kamelets take as properties: no secret is among them. */
  public Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>(values);
    properties.remove(URL);
    return properties;
  }

  /** Never shows the values: one is a secret. */
  @Override
  public String toString() {
    return name.equals(pipe.name()) ? name : name + " (" + pipe.name() + ")";
  }
}
