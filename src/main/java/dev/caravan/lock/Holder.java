package dev.caravan.lock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A process, named so that another can tell whether it still lives.
 *
 * @param machine host name, boot and process-id namespace: where {@code pid} has a meaning
 * @param startedAt tells a process from a later one with the same id; to the second
 * @param lease tells the leases of one process apart
 */
record Holder(String machine, long pid, Instant startedAt, String lease) {
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  static Holder self() {
    ProcessHandle process = ProcessHandle.current();
    return new Holder(machineId(), process.pid(), startOf(process), "");
  }

  Holder forLease(String lease) {
    return new Holder(machine, pid, startedAt, lease);
  }

  static Holder parse(String text) {
    String[] parts = text.split("\\|", -1);
    return new Holder(parts[0], Long.parseLong(parts[1]), Instant.parse(parts[2]), parts[3]);
  }

  /**
   * Whether it certainly ended: it ran on this machine and no such process is there. Of another
   * machine nothing is known.
   */
  boolean isGone() {
    return machine.equals(machineId())
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> sameStart(startOf(process)))
            .isEmpty();
  }

  private boolean sameStart(Instant other) {
    return Duration.between(startedAt, other).abs().compareTo(START_TOLERANCE) <= 0;
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
      return Files.readString(path).strip();
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
    return machine + "|" + pid + "|" + startedAt + "|" + lease;
  }
}
