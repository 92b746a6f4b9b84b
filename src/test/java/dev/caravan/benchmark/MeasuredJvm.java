package dev.caravan.benchmark;

import dev.caravan.process.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child JVM on this class path. */
final class MeasuredJvm {
  /** As the launcher starts {@code run}. */
  static final List<String> LASTING =
      List.of(
          "-Xmx256m",
          "-Xms88m",
          "-Xmn48m",
          "-XX:SurvivorRatio=4",
          "-XX:MinHeapFreeRatio=15",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:Tier4InvocationThreshold=15000",
          "-XX:Tier4MinInvocationThreshold=2000",
          "-XX:Tier4CompileThreshold=30000",
          "-XX:Tier4BackEdgeThreshold=100000",
          "-XX:MetaspaceSize=64m",
          "-XX:+UseSerialGC");

  private static final long MINUTES = 10;

  private MeasuredJvm() {}

  /** The same of a main class that measures once. */
  static Measured once(List<String> options, Class<?> main, String... args)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Measured measured = run(options, main, args).get(0);
    return measured.whole((System.nanoTime() - began) / 1e9);
  }

  /** Runs a main class to its end and reads the lines that it measured. */
  static List<Measured> run(List<String> options, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Process process =
        Jvm.running(options, main, args).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(main.getSimpleName() + " failed:\n" + output);
    }
    return output
        .lines()
        .filter(line -> line.startsWith("measured "))
        .map(Measured::parse)
        .toList();
  }
}
