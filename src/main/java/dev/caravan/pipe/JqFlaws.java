package dev.caravan.pipe;

import dev.caravan.mapping.FunctionFiles;
import dev.caravan.text.Flaw;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with an operator's jq before a record is mapped by it. Not thread-safe. */
final class JqFlaws {
  private static final Pattern LINE = Pattern.compile("line (\\d+)");

  /** The folder of an operator's routes and those before it; a file takes the place of theirs. */
  private final RouteFolders before;

  private final Path folder;
  private final RouteFolders routes;
  private @Nullable MappingTrial trial;

  /**
   * @param routes all folders
   * @param folder one of the operator's
   * @param before those in front of it
   */
  JqFlaws(RouteFolders routes, Path folder, RouteFolders before) {
    this.routes = routes;
    this.folder = folder;
    this.before = before;
  }

  Optional<Flaw> of(Path file) {
    boolean functions = FunctionFiles.isOne(file);
    try {
      // A query is functions and what is to be done with them.
      String text = Files.readString(file);
      JsonQuery jq = JsonQuery.compile(text + (functions ? "\nnull" : ""), Versions.JQ_1_7);
      if (functions) {
        return missing(file);
      }
      return isMapping(file) ? trial().flatMap(it -> it.of(file, text, jq)) : Optional.empty();
    } catch (JsonQueryException e) {
      return Optional.of(notJq(file, e));
    } catch (IOException e) {
      return Optional.of(
          new Flaw(file, 0, "cannot be read", "check its permissions, and that it is UTF-8"));
    }
  }

  /** Whether a Pipe maps its pages by it; an operator's own routes may use others as they like. */
  private boolean isMapping(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.jq$", "");
    return folder.relativize(file).startsWith("mappings")
        && routes.files("syncs/*" + Pipe.ENDING).stream()
            .anyMatch(pipe -> Pipe.read(pipe).mappings().contains(name));
  }

  /** Empty where the functions that a mapping may call are broken, which is said of their file. */
  private Optional<MappingTrial> trial() {
    try {
      trial = trial == null ? new MappingTrial(routes) : trial;
      return Optional.of(trial);
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The message holds the whole text; the cause's says what was met in which line. */
  private static Flaw notJq(Path file, JsonQueryException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    Matcher line = LINE.matcher(what);
    return new Flaw(
        file,
        line.find() ? Integer.parseInt(line.group(1)) : 0,
        "is not jq: " + what.replaceFirst("\\.$", ""),
        "");
  }

  /** Functions that others call, and that are gone with the file that this one replaces. */
  private Optional<Flaw> missing(Path file) throws JsonQueryException {
    Optional<Path> replaced = before.find(folder.relativize(file).toString());
    if (replaced.isEmpty()) {
      return Optional.empty();
    }
    Set<String> missing = new TreeSet<>(FunctionFiles.defined(replaced.get()));
    missing.removeAll(FunctionFiles.defined(file));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                file,
                1,
                "does not define %s, as the file does whose place it takes"
                    .formatted(String.join(", ", List.copyOf(missing))),
                "copy what is missing from " + replaced.get()));
  }
}
