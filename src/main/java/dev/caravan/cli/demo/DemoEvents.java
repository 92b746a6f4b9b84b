package dev.caravan.cli.demo;

import dev.caravan.cli.output.Screen;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.thread.DaemonThreads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Help.Ansi.Style;

/** Lets something happen at the vendors every few seconds, and says what. */
final class DemoEvents implements AutoCloseable {
  /** The sandbox keeps all its tickets in memory; a demo that was forgotten must not fill it. */
  private static final int MOST_TICKETS = 2_000;

  /** What Datto RMM shortens. */
  private static final Map<String, String> WORDS =
      Map.of(
          "comp", "component",
          "eventlog", "event log",
          "fs", "file system",
          "mon", "monitor",
          "perf", "performance",
          "srvc", "service",
          "sw", "software",
          "wmi", "WMI");

  private static final Logger LOG = LoggerFactory.getLogger(DemoEvents.class);

  private final Sandbox sandbox;
  private final Screen screen;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("demo-events"));

  DemoEvents(Sandbox sandbox, Screen screen) {
    this.sandbox = sandbox;
    this.screen = screen;
  }

  void every(Duration pause) {
    timer.scheduleAtFixedRate(
        this::tickSafely, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A timer drops in silence what has failed once. */
  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException | Error e) {
      LOG.warn("Nothing happened at the vendors this time", e);
    }
  }

  private void tick() {
    if (sandbox.atera().counts().path("tickets").asInt() >= MOST_TICKETS) {
      screen.say(
          "demo",
          Style.bold,
          "%d tickets are enough: nothing new happens from now on.".formatted(MOST_TICKETS));
      timer.shutdown();
      return;
    }
    sandbox
        .simulation()
        .tick()
        .forEach(line -> screen.say(speaker(line), Style.fg_yellow, readable(line)));
  }

  private static String speaker(String line) {
    return line.contains("ticket") ? "person" : "datto";
  }

  /** Datto's word for a kind of alert, as words of people. */
  private static String readable(String line) {
    int on = line.indexOf("_ctx on ");
    if (on < 0) {
      return line;
    }
    String kind =
        Stream.of(line.substring(0, on).split("_"))
            .map(word -> WORDS.getOrDefault(word, word))
            .collect(Collectors.joining(" "));
    return "alert: " + kind + line.substring(on + "_ctx".length());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
