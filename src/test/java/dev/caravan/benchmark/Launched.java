package dev.caravan.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One {@code ./caravan sync} as an operator starts it, from shell to exit. */
final class Launched {
  private static final long MINUTES = 20;
  private static final long LOOK_EVERY_MILLIS = 20;

  private Launched() {}

  /** Builds what the launcher builds on its first use, so that no measurement contains it. */
  static void prepare() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("./caravan", "--help")
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("./caravan does not start");
    }
  }

  /** Runs one cycle. */
  static Measured sync(String sync, Path config) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder("./caravan", "sync", sync, "--config", config.toString(), "--json")
            .redirectError(Redirect.INHERIT)
            .redirectOutput(config.resolveSibling("report.json").toFile())
            .start();
    long peak = 0;
    Duration cpu = Duration.ZERO;
    do {
      peak = Math.max(peak, Measured.residentKib(process.pid()));
      cpu = process.info().totalCpuDuration().orElse(cpu);
    } while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)
        && cpu.toMinutes() < MINUTES);
    double whole = (System.nanoTime() - began) / 1e9;
    JsonNode report = new ObjectMapper().readTree(config.resolveSibling("report.json").toFile());
    if (process.exitValue() != 0) {
      throw new IllegalStateException("The cycle failed: " + report);
    }
    return new Measured(
        report.path("read").asInt(),
        report.path("durationMs").asLong() / 1e3,
        whole,
        peak,
        cpu.toNanos() / 1e9,
        0);
  }
}
