package dev.caravan.lock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A process, named so that another can tell whether it still lives.
 *
 * @param machine host name, boot and process-id namespace: where {@code pid} has a meaning
 * @param start tells a process from a later one with the same id: the kernel's count of ticks since
 *     the boot, which no clock step moves; empty where there is none
 * @param startedAt the same by the wall clock, to the second
 * @param lease tells the leases of one process apart
 */
record Holder(String machine, long pid, String start, Instant startedAt, String lease) {
  /** Where the kernel keeps the moment itself, and counts no ticks. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  /** Of the fields behind the command's name in {@code /proc/<pid>/stat}. */
  private static final int START_FIELD = 19;

  static Holder self() {
    return of(ProcessHandle.current());
  }

  static Holder of(ProcessHandle process) {
    return new Holder(machineId(), process.pid(), ticks(process.pid()), startOf(process), "");
  }

  Holder forLease(String lease) {
    return new Holder(machine, pid, start, startedAt, lease);
  }

  static Holder parse(String text) {
    String[] parts = text.split("\\|", -1);
    return new Holder(
        parts[0], Long.parseLong(parts[1]), parts[2], Instant.parse(parts[3]), parts[4]);
  }

  /**
   * Whether it certainly ended: it ran on this machine and no such process is there. Of another
   * machine nothing is known.
   */
  boolean isGone() {
    return machine.equals(machineId())
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(this::hasSameStart)
            .isEmpty();
  }

  private boolean hasSameStart(ProcessHandle process) {
    String ticks = ticks(pid);
    return start.isEmpty() || ticks.isEmpty()
        ? Duration.between(startedAt, startOf(process)).abs().compareTo(START_TOLERANCE) <= 0
        : start.equals(ticks);
  }

  private static String ticks(long pid) {
    String line = firstLine(Path.of("/proc", Long.toString(pid), "stat"));
    // The command's name may hold blanks and brackets.
    String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length > START_FIELD ? fields[START_FIELD] : "";
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String machineId() {
    return hostName()
        + "/"
        + firstLine(Path.of("/proc/sys/kernel/random/boot_id"))
        + "/"
        + linkTarget(Path.of("/proc/self/ns/pid"));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName().replace('|', '-');
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String firstLine(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String linkTarget(Path path) {
    try {
      return Files.readSymbolicLink(path).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** For people: the process and where it runs. */
  String describe() {
    return "process %d on %s, running since %s"
        .formatted(pid, machine.substring(0, machine.indexOf('/')), startedAt);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return String.join("|", machine, Long.toString(pid), start, startedAt.toString(), lease);
  }
}
