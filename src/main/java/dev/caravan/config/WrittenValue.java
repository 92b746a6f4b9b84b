package dev.caravan.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value as somebody wrote it, trimmed but with its placeholders.
 *
 * @param where the file and line, or the environment variable
 * @param folder what a relative file in the value is relative to
 * @param source the file that says so; absent for an environment variable
 */
record WrittenValue(String key, String value, String where, Path folder, @Nullable Path source) {
  WrittenValue {
    // A trailing newline in a pasted secret is a 401 at the vendor.
    value = value.strip();
  }

  static WrittenValue ofVariable(String key, String variable, String value, Path folder) {
    return new WrittenValue(key, value, "environment variable " + variable, folder, null);
  }

  /** The same with its placeholders replaced. */
  WrittenValue as(String resolved) {
    return new WrittenValue(key, resolved, where, folder, source);
  }

  /** A key that is written down without a value, as in a template, has none. */
  boolean isBlank() {
    return value.isEmpty();
  }

  /** Whether all of it stands for another value, such as {@code {{env:NAME}}}. */
  boolean isReference() {
    return value.matches("\\{\\{[^{}]+}}");
  }

  /** The file that says so; none for an environment variable. */
  Optional<Path> file() {
    return Optional.ofNullable(source);
  }

  /** Whether the file that says so is the key's own. */
  boolean isOwnFile() {
    return source != null && source.endsWith(key);
  }

  /** Never shows the value: it may be a secret. */
  @Override
  public String toString() {
    return key + " (" + where + ")";
  }
}
