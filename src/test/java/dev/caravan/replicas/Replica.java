package dev.caravan.replicas;

import dev.caravan.cli.Main;
import dev.caravan.process.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One {@code caravan run} as the launcher starts it, which is killed and started again, frozen and
 * thawed. Its signals and its start are asked for by one thread.
 */
final class Replica implements AutoCloseable {
  /** As the launcher has them, but for the compiler: none of these lives long. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8",
          "-Djava.awt.headless=true");

  private final Path config;
  private final Path log;
  private @Nullable Process process;
  private @Nullable Long frozenUntil;

  Replica(Path config, int number) {
    this.config = config;
    this.log = config.resolveSibling("replica-%d.log".formatted(number));
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-Dcaravan.home=" + Path.of("").toAbsolutePath());
    return options;
  }

  void start() {
    try {
      process =
          Jvm.launched(options(), Main.class, "run", "--config", config.toString())
              .directory(config.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One command beside the processes that run, to its end; gives its exit code. */
  int command(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", config.toString()));
    Process command =
        Jvm.launched(options(), Main.class, all.toArray(String[]::new))
            .directory(config.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return command.waitFor();
  }

  boolean isAlive() {
    Process now = process;
    return now != null && now.isAlive();
  }

  boolean isFrozen() {
    return frozenUntil != null;
  }

  boolean isBusy() {
    return isAlive() && !isFrozen();
  }

  void kill() throws InterruptedException {
    Process now = process;
    if (now != null) {
      now.destroyForcibly().waitFor();
    }
    frozenUntil = null;
  }

  void freeze(Duration length) {
    frozenUntil = System.nanoTime() + length.toNanos();
    signal("STOP");
  }

  void thaw() {
    frozenUntil = null;
    signal("CONT");
  }

  /** Thaws it when its time has come. */
  void thawInTime() {
    Long until = frozenUntil;
    if (until != null && System.nanoTime() - until >= 0) {
      thaw();
    }
  }

  private void signal(String name) {
    Process now = process;
    if (now == null || !now.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(now.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it to end; gives its exit code, or -1 when it had to be killed. */
  int stop(Duration patience) throws InterruptedException {
    Process now = process;
    if (now == null) {
      return 0;
    }
    now.toHandle().destroy();
    if (now.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return now.exitValue();
    }
    kill();
    return -1;
  }

  /** The last lines that it wrote. */
  String lastWords(int lines) {
    try {
      List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
