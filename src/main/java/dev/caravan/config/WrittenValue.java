package dev.caravan.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value as somebody wrote it, trimmed but with its placeholders.
 *
 * @param where the file and line, or the environment variable
 * @param folder what a relative file in the value is relative to
 */
record WrittenValue(String key, String value, String where, Path folder) {
  private static final Pattern LINE = Pattern.compile("(.+), line \\d+");
  private static final Pattern OWN_FILE = Pattern.compile("file (.+)");

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

  /** The file that says so; none for an environment variable. */
  Optional<Path> file() {
    Matcher line = LINE.matcher(where);
    Matcher own = OWN_FILE.matcher(where);
    return line.matches()
        ? Optional.ofNullable(Path.of(line.group(1)).getFileName()).map(folder::resolve)
        : own.matches() ? Optional.of(Path.of(own.group(1))) : Optional.empty();
  }

  /** Never shows the value: it may be a secret. */
  @Override
  public String toString() {
    return key + " (" + where + ")";
  }
}
