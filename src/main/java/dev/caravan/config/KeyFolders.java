package dev.caravan.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders whose files are keys, as Kubernetes mounts ConfigMaps and Secrets: a file's name is the
 * key and its text the value; a file that ends with {@code .properties} holds many, and one with
 * {@code .csv} is a table that a key may name. Names that begin with a dot ({@code ..data}) are the
 * mount's own, and links are followed. One use.
 */
final class KeyFolders {
  static final String KEY = "caravan.config-dir";

  /** What a ConfigMap or Secret of Kubernetes holds at most. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String HINT = "check the mount and its permissions";

  private final List<WrittenValue> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /**
   * @param written the folders, separated by commas, of which the last counts most
   */
  KeyFolders(WrittenValue written) {
    for (String name : ValueForms.list(written.value())) {
      try {
        read(written.folder().resolve(name).toAbsolutePath().normalize(), written.where());
      } catch (InvalidPathException e) {
        problems.add(
            new Problem(KEY, written.where(), "names '%s', which is no path".formatted(name), ""));
      }
    }
  }

  /** In the order in which later ones win. */
  List<WrittenValue> entries() {
    return entries;
  }

  List<Problem> problems() {
    return problems;
  }

  List<Problem> warnings() {
    return warnings;
  }

  private void read(Path folder, String where) {
    if (!Files.isDirectory(folder)) {
      String what = Files.exists(folder) ? "is no folder" : "does not exist";
      problems.add(new Problem(KEY, where, "names %s, which %s".formatted(folder, what), HINT));
      return;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      inside
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !isNoKey(file))
          .sorted()
          .forEach(file -> file(folder, file));
    } catch (IOException e) {
      problems.add(
          new Problem(KEY, where, "names %s, which cannot be read".formatted(folder), HINT));
    }
  }

  /** A folder within one, or a table that a key names, such as the contacts. */
  private static boolean isNoKey(Path file) {
    String name = file.getFileName().toString();
    return Files.isDirectory(file) ? name.indexOf('.') < 0 : name.endsWith(".csv");
  }

  private void file(Path folder, Path file) {
    String key = file.getFileName().toString();
    if (key.endsWith(".properties")) {
      PropertiesFile read = PropertiesFile.read(file, file.toString());
      entries.addAll(read.entries());
      problems.addAll(read.problems());
      warnings.addAll(read.warnings());
      return;
    }
    String where = "file " + file;
    if (Files.isDirectory(file)) {
      // What is mounted in place of a file that was not there.
      problems.add(new Problem(key, where, "is a folder where a file should be", HINT));
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (bytes.length > MOST_BYTES || text.indexOf('\0') >= 0) {
        problems.add(new Problem(key, where, "is no text of a value", "save the value alone"));
      } else {
        entries.add(new WrittenValue(key, text, where, folder, file));
      }
    } catch (CharacterCodingException e) {
      problems.add(new Problem(key, where, "is not a text in UTF-8", "save the value alone"));
    } catch (NoSuchFileException e) {
      problems.add(new Problem(key, where, "is a link to a file that is not there", HINT));
    } catch (IOException e) {
      problems.add(new Problem(key, where, "cannot be read", HINT));
    }
  }
}
