package dev.caravan.config;

import java.nio.file.Path;

/**
 * A value as somebody wrote it, trimmed but with its placeholders.
 *
 * @param where the file and line, or the environment variable
 * @param folder what a relative file in the value is relative to
 */
record WrittenValue(String key, String value, String where, Path folder) {
  WrittenValue {
    // A trailing newline in a pasted secret is a 401 at the vendor.
    value = value.strip();
  }

  /** A key that is written down without a value, as in a template, has none. */
  boolean isBlank() {
    return value.isEmpty();
  }

  /** Whether all of it stands for another value, such as {@code {{env:NAME}}}. */
  boolean isReference() {
    return value.matches("\\{\\{[^{}]+}}");
  }

  /** Never shows the value: it may be a secret. */
  @Override
  public String toString() {
    return key + " (" + where + ")";
  }
}
