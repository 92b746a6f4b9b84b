package dev.caravan.pipe;

import dev.caravan.text.YamlNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A building block of Pipes, as far as its file declares it.
 *
 * @param kind source, action or sink; blank where the file does not say
 * @param properties those that it takes
 * @param required those of them that it cannot do without
 * @param secrets those of them that it says are secret
 * @param priority what its cycles are worth to the budgets, such as {@code alerts}; blank where it
 *     is no source of ours
 */
public record Kamelet(
    String name,
    String kind,
    Set<String> properties,
    Set<String> required,
    Set<String> secrets,
    String priority) {
  /** The property that takes the name of the sync. */
  static final String SYNC = "sync";

  /** The property that takes the name of the notify Pipe. */
  static final String NOTIFY = "notify";

  /** What is filled in where a Pipe is loaded. */
  static boolean isFilledIn(String property) {
    return property.equals(SYNC) || property.equals(NOTIFY);
  }

  static Kamelet of(String name, YamlNode content) {
    YamlNode definition = content.at("spec", "definition");
    Set<String> required = new LinkedHashSet<>();
    definition.at("required").items().forEach(item -> required.add(item.text()));
    Set<String> secrets = new LinkedHashSet<>();
    definition
        .at("properties")
        .members()
        .forEach(
            (property, facts) -> {
              boolean marked =
                  facts.at("x-descriptors").items().stream()
                      .anyMatch(it -> it.text().matches("urn:.*(credentials|password)"));
              if (marked || facts.at("format").text().equals("password")) {
                secrets.add(property);
              }
            });
    return new Kamelet(
        name,
        content.at("metadata", "labels", "camel.apache.org/kamelet.type").text(),
        definition.at("properties").members().keySet(),
        required,
        secrets,
        content.at("spec", "template", "from", "parameters", "priority").text());
  }

  /** Whether it is a step that knows of no sync. */
  boolean isShared() {
    return kind.equals("action") && !takesSync();
  }

  /** Whether it wants to be told the name of the sync. */
  boolean takesSync() {
    return properties.contains(SYNC);
  }
}
