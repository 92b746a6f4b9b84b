package dev.caravan.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * One properties file in UTF-8, read so that each entry knows its line. The format is that of
 * {@link Properties}, which reads each entry; only the lines are found here.
 *
 * @param entries in the order of the file; the last of one key counts
 * @param problems why the file or a line cannot be read
 * @param warnings keys that are set twice
 */
record PropertiesFile(List<WrittenValue> entries, List<Problem> problems, List<Problem> warnings) {
  /** One that begins none of the escapes that {@link Properties} has. */
  private static final Pattern LONE_BACKSLASH =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[^\\\\tnrfu:=#! \n]");

  /** Reads a file; what cannot be read becomes a problem. */
  static PropertiesFile read(Path file, String shownAs) {
    try {
      return new LineParser(file, shownAs).lines(Files.readString(file));
    } catch (NoSuchFileException e) {
      return unreadable(shownAs, "does not exist", "check the path");
    } catch (CharacterCodingException e) {
      return unreadable(shownAs, "is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      return unreadable(shownAs, "cannot be read", "check that it is a file and its permissions");
    }
  }

  private static PropertiesFile unreadable(String shownAs, String what, String hint) {
    return new PropertiesFile(List.of(), List.of(new Problem(shownAs, "", what, hint)), List.of());
  }

  private static final class LineParser {
    private final Path file;
    private final Path folder;
    private final String shownAs;
    private final List<WrittenValue> entries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<String, Integer> lineOfKey = new HashMap<>();

    LineParser(Path file, String shownAs) {
      this.file = file.toAbsolutePath().normalize();
      this.folder = Objects.requireNonNull(this.file.getParent());
      this.shownAs = shownAs;
    }

    PropertiesFile lines(String text) {
      // Windows editors begin a UTF-8 file with a byte order mark, which would hide the first key.
      List<String> lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
      for (int next = 0; next < lines.size(); ) {
        int first = next;
        while (next < lines.size() - 1 && !isComment(lines.get(first)) && goesOn(lines.get(next))) {
          next++;
        }
        next++;
        entry(String.join("\n", lines.subList(first, next)), first + 1);
      }
      return new PropertiesFile(entries, problems, warnings);
    }

    private void entry(String text, int line) {
      if (!isComment(text) && LONE_BACKSLASH.matcher(text).find()) {
        problems.add(
            new Problem(
                shownAs,
                "line " + line,
                "holds a backslash, which this format drops",
                "write two for one"));
      }
      Properties one = new Properties();
      try {
        one.load(new StringReader(text));
      } catch (IOException | IllegalArgumentException e) {
        problems.add(
            new Problem(
                shownAs,
                "line " + line,
                "holds a broken \\u escape",
                "write the character itself"));
      }
      for (String key : one.stringPropertyNames()) {
        Integer before = lineOfKey.put(key, line);
        String where = "%s, line %d".formatted(shownAs, line);
        if (before != null) {
          warnings.add(
              new Problem(
                  key,
                  where,
                  "is set on line %d as well".formatted(before),
                  "the later one counts"));
        }
        entries.add(new WrittenValue(key, one.getProperty(key), where, folder, file));
      }
    }

    private static boolean isComment(String line) {
      String text = line.stripLeading();
      return text.startsWith("#") || text.startsWith("!");
    }

    /** An odd number of backslashes at its end carries a line on. */
    private static boolean goesOn(String line) {
      int end = line.length();
      while (end > 0 && line.charAt(end - 1) == '\\') {
        end--;
      }
      return (line.length() - end) % 2 == 1;
    }
  }
}
