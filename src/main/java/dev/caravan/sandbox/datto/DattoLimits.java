package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.RollingWindow.Arrival;
import dev.caravan.sandbox.wire.TooManyRequests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads, writes and named write operations in rolling windows, the refusals, and the block of an
 * account that goes on in spite of them. Thread-safe.
 */
final class DattoLimits {
  static final String UDF_SET = "device-udf-set";
  private static final double CUT_OFF = 0.9;

  private record Operation(String name, String method, Pattern path) {}

  private static final List<Operation> OPERATIONS =
      List.of(
          operation("site-create", "PUT", "/site"),
          operation("site-update", "POST", "/site/[^/]+"),
          operation("device-move", "PUT", "/device/[^/]+/site/[^/]+"),
          operation("device-job-create", "PUT", "/device/[^/]+/quickjob"),
          operation("device-warranty-create", "POST", "/device/[^/]+/warranty"),
          operation(UDF_SET, "POST", "/device/[^/]+/udf"),
          operation("alert-resolve", "POST", "/alert/[^/]+/resolve"));

  private final InstantSource clock;
  private final Supplier<DattoSettings> settings;
  private final Map<String, RollingWindow> windows = new HashMap<>();
  private final RollingWindow refusals;
  private Instant blockedUntil = Instant.MIN;

  /** Makes one of the account's windows. */
  interface Windows {
    RollingWindow make(
        String bucket, ToIntFunction<DattoSettings> limit, ToLongFunction<DattoSettings> millis);
  }

  DattoLimits(InstantSource clock, Supplier<DattoSettings> settings, Windows account) {
    this.clock = clock;
    this.settings = settings;
    Map<String, ToIntFunction<DattoSettings>> limits = new LinkedHashMap<>();
    limits.put("read", DattoSettings::readLimit);
    limits.put("write", DattoSettings::writeLimit);
    OPERATIONS.forEach(one -> limits.put(one.name(), now -> limitOf(one.name(), now)));
    limits.forEach(
        (bucket, limit) ->
            windows.put(bucket, account.make(bucket, limit, DattoSettings::windowMs)));
    refusals =
        new RollingWindow(
            clock, () -> Integer.MAX_VALUE, () -> Duration.ofMillis(settings.get().windowMs()));
  }

  /** The edge's answer while the account is blocked. */
  synchronized Optional<Reply> blocked() {
    return clock.instant().isBefore(blockedUntil)
        ? Optional.of(Reply.html(403, "<html><body><h1>403 Forbidden</h1></body></html>"))
        : Optional.empty();
  }

  /** Counts an arrival; a refusal, or how much later the answer comes. */
  Admission arrive(Request request) {
    DattoSettings now = settings.get();
    boolean read = request.method().equals("GET");
    Arrival whole = window(read || now.singleBucket() ? "read" : "write").arrive();
    String operation = read ? null : operationOf(request);
    Arrival named = operation == null ? whole : window(operation).arrive();
    if (!whole.admitted() || !named.admitted()) {
      refuse(now);
      Duration retryIn =
          whole.retryIn().compareTo(named.retryIn()) > 0 ? whole.retryIn() : named.retryIn();
      return Admission.refused(TooManyRequests.reply(now.retryAfter(), retryIn, clock));
    }
    boolean slow = now.cutOffDelayMs() > 0 && whole.used() >= CUT_OFF * whole.limit();
    return Admission.granted(slow ? Duration.ofMillis(now.cutOffDelayMs()) : Duration.ZERO);
  }

  /** {@code GET /v2/system/request_rate}. */
  ObjectNode requestRate() {
    DattoSettings now = settings.get();
    ObjectNode rate = Json.object();
    rate.put("slidingTimeWindowSizeSeconds", now.windowMs() / 1000);
    rate.put("accountUid", now.accountUid());
    rate.put("accountCount", window("read").use().used());
    rate.put("accountRateLimit", now.readLimit());
    rate.put("accountCutOffRatio", CUT_OFF);
    if (!now.singleBucket()) {
      rate.put("accountWriteCount", window("write").use().used());
      rate.put("accountWriteRateLimit", now.writeLimit());
    }
    ObjectNode operations = rate.putObject("operationWriteStatus");
    for (Operation operation : OPERATIONS) {
      operations
          .putObject(operation.name())
          .put("limit", limitOf(operation.name(), now))
          .put("count", window(operation.name()).use().used());
    }
    return rate;
  }

  synchronized void unblock() {
    refusals.reset();
    blockedUntil = Instant.MIN;
  }

  private synchronized void refuse(DattoSettings now) {
    int recent = refusals.arrive().used();
    if (now.blockAfterRefused() > 0 && recent >= now.blockAfterRefused()) {
      blockedUntil = clock.instant().plusMillis(now.blockMs());
      refusals.reset();
    }
  }

  private RollingWindow window(String bucket) {
    return Objects.requireNonNull(windows.get(bucket), bucket);
  }

  private static int limitOf(String operation, DattoSettings now) {
    return operation.equals(UDF_SET) ? now.udfLimit() : now.operationLimit();
  }

  private static @Nullable String operationOf(Request request) {
    for (Operation operation : OPERATIONS) {
      if (operation.method().equals(request.method())
          && operation.path().matcher(request.path()).matches()) {
        return operation.name();
      }
    }
    return null;
  }

  private static Operation operation(String name, String method, String path) {
    return new Operation(name, method, Pattern.compile("/api/v2" + path));
  }
}
