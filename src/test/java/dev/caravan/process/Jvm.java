package dev.caravan.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a child JVM of this build is started. */
public final class Jvm {
  /** For children that live for seconds: what starts fastest. */
  public static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private Jvm() {}

  /** A main class of this build, tests included, not yet started. */
  public static ProcessBuilder running(List<String> options, Class<?> main, String... arguments) {
    return running(options, classPath(), main, arguments);
  }

  /** The same without any test class, as the launcher has it. */
  public static ProcessBuilder launched(List<String> options, Class<?> main, String... arguments) {
    String released =
        Stream.of(classPath().split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    return running(options, released, main, arguments);
  }

  private static ProcessBuilder running(
      List<String> options, String classPath, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /**
   * Surefire keeps the test's own class path in a property, and a short one for itself. Camel's
   * test support brings its management along, which Caravan is not delivered with: it keeps beans
   * for every step of every route, more than all else that is on the heap.
   */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*camel-management-\\d[^/\\\\]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
