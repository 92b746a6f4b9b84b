package dev.caravan.sandbox;

import java.time.InstantSource;
import java.util.List;

/**
 * How a sandbox starts.
 *
 * @param port 0 = any free one
 * @param clock the time of limits, tokens and records. The {@code Date} header alone is the
 *     machine's time, because the HTTP server writes it itself.
 * @param datto the prefixes at which Datto RMM accounts are served
 * @param atera the prefixes at which Atera accounts are served
 * @param sites how many sites (and customers of the same names) there are at the start
 * @param devices how many Datto devices there are at the start (and Atera agents, 500 at most)
 * @param alerts how many open Datto alerts there are at the start
 * @param seed the same seed gives the same records
 */
public record SandboxOptions(
    int port,
    InstantSource clock,
    List<String> datto,
    List<String> atera,
    int sites,
    int devices,
    int alerts,
    long seed) {
  /** Any free port, the system's time, one account of each vendor, no records. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        0, InstantSource.system(), List.of("datto"), List.of("atera"), 0, 0, 0, 1);
  }

  public SandboxOptions withPort(int number) {
    return new SandboxOptions(number, clock, datto, atera, sites, devices, alerts, seed);
  }

  public SandboxOptions withClock(InstantSource source) {
    return new SandboxOptions(port, source, datto, atera, sites, devices, alerts, seed);
  }

  public SandboxOptions withAccounts(List<String> dattoPrefixes, List<String> ateraPrefixes) {
    return new SandboxOptions(
        port, clock, dattoPrefixes, ateraPrefixes, sites, devices, alerts, seed);
  }

  public SandboxOptions withRecords(int siteCount, int deviceCount, int alertCount) {
    return new SandboxOptions(port, clock, datto, atera, siteCount, deviceCount, alertCount, seed);
  }

  public SandboxOptions withSeed(long number) {
    return new SandboxOptions(port, clock, datto, atera, sites, devices, alerts, number);
  }
}
