package dev.caravan.benchmark;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.datto.DattoVendor;
import dev.caravan.sandbox.opsramp.OpsRampVendor;
import dev.caravan.sandbox.wire.RequestLog.LoggedRequest;
import dev.caravan.sandbox.wire.RollingWindow;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A first cycle that one limit of one account holds up for two windows, and nothing else does. It
 * needs a few calls more than the limit allows twice: what these wait for is the limit, and hardly
 * the machine.
 */
enum SyncAtItsLimit {
  /** Each device's audit is a call. */
  DATTO_READS(
      "datto-devices-to-ninox",
      "datto",
      "read",
      600,
      one -> !one.path().contains("token"),
      sandbox -> ((DattoVendor) sandbox.account("datto")).addDevices(1_216)),

  /** A ticket takes a call, and the pages of those that are new. */
  ATERA_CALLS(
      "datto-alerts-to-atera-tickets",
      "atera",
      "requests",
      700,
      one -> true,
      sandbox -> ((DattoVendor) sandbox.account("tickets")).openAlerts(1_360)),

  OPSRAMP_WRITES(
      "datto-alerts-to-opsramp-incidents",
      "opsramp",
      "ticket-write",
      50,
      one -> one.method().equals("POST") && one.path().endsWith("/incidents"),
      sandbox -> ((DattoVendor) sandbox.account("incidents")).openAlerts(103)),

  OPSRAMP_PAGES(
      "opsramp-resources-to-ninox",
      "opsramp",
      "device-page",
      50,
      one -> one.path().endsWith("/resources/search"),
      sandbox -> sandbox.account(OpsRampVendor.class).addResources(10_150));

  final String sync;
  final String account;
  final int limit;
  private final String bucket;
  private final Predicate<LoggedRequest> counted;
  private final Consumer<Sandbox> records;

  SyncAtItsLimit(
      String sync,
      String account,
      String bucket,
      int limit,
      Predicate<LoggedRequest> counted,
      Consumer<Sandbox> records) {
    this.sync = sync;
    this.account = account;
    this.bucket = bucket;
    this.limit = limit;
    this.counted = counted;
    this.records = records;
  }

  /** The records that the cycle finds. */
  void fill(Sandbox sandbox) {
    records.accept(sandbox);
  }

  /** Whether a request counts in the limit. */
  boolean counts(LoggedRequest request) {
    return request.vendor().equals(account) && counted.test(request);
  }

  /** How the vendor has counted. */
  RollingWindow.WindowUse use(Sandbox sandbox) {
    return Objects.requireNonNull(sandbox.account(account).windows().get(bucket), bucket).use();
  }
}
