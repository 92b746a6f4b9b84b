package dev.caravan.cli;

import dev.caravan.process.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Caravan in a process of its own, as the launcher starts it. Closing it kills it. */
public final class CaravanProcess implements AutoCloseable {
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(3);

  private final Process process;
  private final Path err;
  private final BufferedReader out;

  private CaravanProcess(Process process, Path err) {
    this.process = process;
    // A line that never comes is a failure and no test without an end.
    CompletableFuture.delayedExecutor(LONGEST_LIFE.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    this.err = err;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static CaravanProcess caravan(
      Path folder, Map<String, String> environment, String... words) throws IOException {
    return caravan(folder, environment, List.of(), words);
  }

  /** The same with more options of the JVM. */
  static CaravanProcess caravan(
      Path folder, Map<String, String> environment, List<String> more, String... words)
      throws IOException {
    return within(List.of(), folder, environment, more, words);
  }

  /**
   * The same, started by another command that limits what it may do.
   *
   * @param limits the beginning of that command, which replaces itself by what follows
   */
  static CaravanProcess limited(
      List<String> limits, Path folder, List<String> more, String... words) throws IOException {
    return within(limits, folder, Map.of(), more, words);
  }

  private static CaravanProcess within(
      List<String> limits,
      Path folder,
      Map<String, String> environment,
      List<String> more,
      String... words)
      throws IOException {
    ProcessBuilder builder = Jvm.launched(options(more), Main.class, words);
    builder.command().addAll(0, limits);
    return started(folder, environment, builder);
  }

  private static List<String> options(List<String> more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dcaravan.home=" + Path.of("").toAbsolutePath()));
    options.addAll(more);
    return options;
  }

  private static CaravanProcess started(
      Path folder, Map<String, String> environment, ProcessBuilder builder) throws IOException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    builder.directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new CaravanProcess(builder.start(), err);
  }

  /** The next line of standard output that contains the text. */
  public String awaitLine(String text) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new IOException("it ended without '" + text + "': " + err());
  }

  long pid() {
    return process.pid();
  }

  String rest() throws IOException {
    StringBuilder rest = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      rest.append(line).append('\n');
    }
    return rest.toString();
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** SIGTERM; unlike {@link Process#destroy} it leaves the streams open. */
  void terminate() {
    process.toHandle().destroy();
  }

  int exitCode(Duration longest) throws IOException, InterruptedException {
    if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("it did not end within " + longest + ": " + err());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
