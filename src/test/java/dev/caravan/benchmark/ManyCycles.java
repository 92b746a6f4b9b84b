package dev.caravan.benchmark;

import dev.caravan.cli.Main;
import dev.caravan.process.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process of {@code run} has shown from outside.
 *
 * @param first syncs whose first cycle is complete
 * @param firstSeconds from the start of the process until the last of those
 * @param cycles all that ended
 * @param latestSeconds the longest time between the ends of two cycles of one sync, less its
 *     interval of a minute: how old the oldest due cycle was
 * @param threads the most at one time
 */
record ManyCycles(
    int syncs,
    int first,
    double firstSeconds,
    int cycles,
    int aborted,
    double latestSeconds,
    int threads,
    long peakKib,
    double cpuSeconds) {
  private static final Pattern LINE = Pattern.compile("^cycle (\\d+) · (\\S+) · .*");
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Lets a process run for so long, or until it has shown two cycles of each sync. */
  static ManyCycles watch(List<String> options, Path config, int syncs, int longestSeconds)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of("-Dstdout.encoding=UTF-8", "-Dcaravan.home=" + Path.of("").toAbsolutePath()));
    long began = System.nanoTime();
    Process process =
        Jvm.launched(all, Main.class, "run", "--config", config.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    LinesOfRun seen = new LinesOfRun(began);
    Thread reader = new Thread(() -> seen.read(process), "lines-of-run");
    reader.start();
    int threads = 0;
    long peak = 0;
    double cpu = 0;
    long deadline = began + TimeUnit.SECONDS.toNanos(longestSeconds);
    while (process.isAlive() && System.nanoTime() < deadline && !seen.twice(syncs)) {
      threads = Math.max(threads, threads(process.pid()));
      peak = Math.max(peak, Measured.residentKib(process.pid()));
      cpu = process.info().totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(cpu);
      TimeUnit.MILLISECONDS.sleep(200);
    }
    process.destroy();
    reader.join();
    process.waitFor();
    return seen.result(syncs, threads, peak, cpu);
  }

  private static int threads(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("Threads:"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** The lines of the process, as they came. Thread-safe. */
  private static final class LinesOfRun {
    private final long began;
    private final Map<String, Long> lastEnd = new HashMap<>();
    private final Map<String, Integer> ended = new HashMap<>();
    private double firstSeconds;
    private double latestSeconds;
    private int aborted;

    LinesOfRun(long began) {
      this.began = began;
    }

    void read(Process process) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          add(line, System.nanoTime());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private synchronized void add(String line, long now) {
      if (line.strip().startsWith("aborted")) {
        aborted++;
      }
      Matcher cycle = LINE.matcher(line);
      if (!cycle.matches()) {
        return;
      }
      String sync = cycle.group(2);
      Long before = lastEnd.put(sync, now);
      if (before == null) {
        firstSeconds = Math.max(firstSeconds, (now - began) / 1e9);
      } else {
        latestSeconds = Math.max(latestSeconds, (now - before - INTERVAL_NANOS) / 1e9);
      }
      ended.merge(sync, 1, Integer::sum);
    }

    synchronized boolean twice(int syncs) {
      return ended.size() == syncs && ended.values().stream().allMatch(count -> count > 1);
    }

    synchronized ManyCycles result(int syncs, int threads, long peak, double cpu) {
      int cycles = ended.values().stream().mapToInt(Integer::intValue).sum();
      return new ManyCycles(
          syncs, ended.size(), firstSeconds, cycles, aborted, latestSeconds, threads, peak, cpu);
    }
  }

  @Override
  public String toString() {
    return ("%,d syncs: %,d first cycles complete after %.1f s, %,d cycles, %d aborted, oldest due"
            + " cycle %.1f s, %d threads, %d MiB, %.1f s of processor")
        .formatted(
            syncs,
            first,
            firstSeconds,
            cycles,
            aborted,
            latestSeconds,
            threads,
            peakKib / 1024,
            cpuSeconds);
  }
}
