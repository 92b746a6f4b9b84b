package dev.caravan.sandbox;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.Seed;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * How a sandbox starts.
 *
 * @param host the address that is listened on; with a clock of its own it is this machine alone
 * @param port 0 = any free one
 * @param clock the time of limits, tokens, records and of the {@code Date} header
 * @param accounts the prefixes at which a vendor's accounts are served, by its id; a vendor that is
 *     not named has one account, at its own prefix
 * @param seed the records at the start
 */
public record SandboxOptions(
    String host, int port, InstantSource clock, Map<String, List<String>> accounts, Seed seed) {
  /** Any free port, the system's time, one account of each vendor, no records. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        "localhost", 0, InstantSource.system(), Map.of(), new Seed(0, 0, 0, 1));
  }

  /** Whether nobody may put its time forward or back. */
  boolean isMachinesTime() {
    return clock.equals(InstantSource.system());
  }

  public SandboxOptions withHost(String address) {
    return new SandboxOptions(address, port, clock, accounts, seed);
  }

  public SandboxOptions withPort(int number) {
    return new SandboxOptions(host, number, clock, accounts, seed);
  }

  public SandboxOptions withClock(InstantSource source) {
    return new SandboxOptions(host, port, source, accounts, seed);
  }

  public SandboxOptions withAccounts(Map<String, List<String>> prefixes) {
    return new SandboxOptions(host, port, clock, prefixes, seed);
  }

  public SandboxOptions withRecords(int sites, int devices, int alerts) {
    Seed more = new Seed(sites, devices, alerts, seed.number());
    return new SandboxOptions(host, port, clock, accounts, more);
  }

  public SandboxOptions withSeed(long number) {
    Seed other = new Seed(seed.sites(), seed.devices(), seed.alerts(), number);
    return new SandboxOptions(host, port, clock, accounts, other);
  }

  List<String> accountsOf(SandboxVendor vendor) {
    return accounts.getOrDefault(vendor.id(), List.of(vendor.prefix()));
  }
}
