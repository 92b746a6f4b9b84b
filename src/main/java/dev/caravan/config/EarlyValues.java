package dev.caravan.config;

import dev.caravan.config.KnownKeys.Known;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The values that decide which other keys there are. Their placeholders can only name what somebody
 * wrote, since no default is known yet.
 */
final class EarlyValues {
  private final Map<String, WrittenValue> entries;
  private final Map<String, String> environment;
  private final Path workingFolder;

  /**
   * @param entries what files say; looked at when it is asked for
   * @param workingFolder what a relative file in a variable is relative to
   */
  EarlyValues(
      Map<String, WrittenValue> entries, Map<String, String> environment, Path workingFolder) {
    this.entries = entries;
    this.environment = environment;
    this.workingFolder = workingFolder;
  }

  /** What the environment or a file says of a key, its placeholders replaced. */
  Optional<WrittenValue> find(String key) {
    String variable = Known.variable(key);
    Optional<WrittenValue> written =
        environment.containsKey(variable)
            ? Optional.of(
                WrittenValue.ofVariable(
                    key, variable, environment.getOrDefault(variable, ""), workingFolder))
            : Optional.ofNullable(entries.get(key));
    return written.map(it -> it.as(of(it)));
  }

  /** The same of a value that was found; as it was written where a placeholder has no value. */
  String of(WrittenValue written) {
    Placeholders placeholders =
        new Placeholders(
            name ->
                Optional.ofNullable(name.equals(written.key()) ? written : entries.get(name))
                    .map(WrittenValue::value),
            entries.keySet(),
            environment);
    return placeholders.resolve(written.key()) instanceof Placeholders.Resolution.Value value
        ? value.text().strip()
        : written.value();
  }
}
