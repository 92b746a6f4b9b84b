package dev.caravan.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a child process says of its work.
 *
 * @param seconds of its work alone, without the start
 * @param wholeSeconds from the start of the process to its end; 0 while it goes on
 * @param cpuSeconds of the whole process until then, its start included
 * @param peakKib the most memory that was resident at one time
 * @param ledgerSeconds of that, in transactions of the ledger, with what is decided in them
 */
record Measured(
    int records,
    double seconds,
    double wholeSeconds,
    long peakKib,
    double cpuSeconds,
    double ledgerSeconds) {

  static String line(int records, long nanos, long ledgerNanos) throws IOException {
    return "measured %d %d %d %d %d"
        .formatted(
            records, nanos, residentKib(ProcessHandle.current().pid()), cpuNanos(), ledgerNanos);
  }

  static Measured parse(String line) {
    String[] words = line.split(" ");
    return new Measured(
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]) / 1e9,
        0,
        Long.parseLong(words[3]),
        Long.parseLong(words[4]) / 1e9,
        Long.parseLong(words[5]) / 1e9);
  }

  /** The same of a process that has ended. */
  Measured whole(double wall) {
    return new Measured(records, seconds, wall, peakKib, cpuSeconds, ledgerSeconds);
  }

  /** What the process did after that. */
  Measured since(Measured before) {
    double cpu = cpuSeconds - before.cpuSeconds;
    return new Measured(records, seconds, wholeSeconds, peakKib, cpu, ledgerSeconds);
  }

  double perSecond() {
    return records / (wholeSeconds > 0 ? wholeSeconds : seconds);
  }

  @Override
  public String toString() {
    return "%.0f records/s (%.2f s, %.2f s of processor) in %d MiB"
        .formatted(
            perSecond(), wholeSeconds > 0 ? wholeSeconds : seconds, cpuSeconds, peakKib / 1024);
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** The most memory that a process has had resident: Linux's own count; 0 elsewhere. */
  static long residentKib(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException notLinuxOrOver) {
      return 0;
    }
  }
}
