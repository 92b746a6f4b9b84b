package dev.caravan.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.module.loaders.FileSystemModuleLoader;

/**
 * Files of jq that hold nothing but functions, which every expression may call as it calls jq's
 * own. Stateless.
 */
public final class FunctionFiles {
  /** What their names end in. */
  public static final String ENDING = ".functions.jq";

  /** Where they stand in a folder of routes. */
  public static final String GLOB = "mappings/*" + ENDING;

  private FunctionFiles() {}

  /**
   * Whether a file is one of them, by its name.
   *
   * @param file with or without its folder
   */
  public static boolean isOne(Path file) {
    return file.toString().endsWith(ENDING);
  }

  /**
   * The functions that a file defines, by {@code name/number of arguments}.
   *
   * @throws JsonQueryException if it is no file of functions, or cannot be read
   */
  public static Set<String> defined(Path file) throws JsonQueryException {
    // jackson-jq writes one without arguments by its name alone.
    return functions(Scope.newEmptyScope(), file).keySet().stream()
        .map(name -> name.contains("/") ? name : name + "/0")
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Gives a scope the functions of some files. They may call each other's, whatever the order. */
  static void add(Scope scope, List<Path> files) {
    for (Path file : files) {
      try {
        functions(scope, file).forEach(scope::addFunction);
      } catch (JsonQueryException e) {
        throw new IllegalStateException("%s is no file of functions".formatted(file), e);
      }
    }
  }

  /** They see what the scope has when they are called. */
  private static Map<String, Function> functions(Scope scope, Path file) throws JsonQueryException {
    Path absolute = file.toAbsolutePath();
    String name = absolute.getFileName().toString().replaceFirst("\\.jq$", "");
    return new FileSystemModuleLoader(scope, Versions.JQ_1_7, absolute.getParent())
        .loadModule(null, name, null)
        .getAllFunctions();
  }
}
