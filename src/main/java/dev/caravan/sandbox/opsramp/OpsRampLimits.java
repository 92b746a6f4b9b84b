package dev.caravan.sandbox.opsramp;

import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.RollingWindow.Arrival;
import dev.caravan.sandbox.wire.RollingWindow.WindowUse;
import dev.caravan.sandbox.wire.TooManyRequests;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Reads, lists and writes of each category in rolling windows of their own. Thread-safe. */
final class OpsRampLimits {
  private final InstantSource clock;
  private final Supplier<OpsRampSettings> settings;
  private final Map<String, RollingWindow> windows = new LinkedHashMap<>();

  /** Makes one of the account's windows. */
  interface WindowMaker {
    RollingWindow make(
        String bucket,
        ToIntFunction<OpsRampSettings> limit,
        ToLongFunction<OpsRampSettings> millis);
  }

  OpsRampLimits(InstantSource clock, Supplier<OpsRampSettings> settings, WindowMaker account) {
    this.clock = clock;
    this.settings = settings;
    Map<String, ToIntFunction<OpsRampSettings>> writes = new LinkedHashMap<>();
    writes.put("alert", OpsRampSettings::alertWriteLimit);
    writes.put("device", OpsRampSettings::deviceWriteLimit);
    writes.put("ticket", OpsRampSettings::ticketWriteLimit);
    writes.put("other", OpsRampSettings::ticketWriteLimit);
    writes.forEach(
        (category, limit) -> {
          add(category + "-read", OpsRampSettings::readLimit, account);
          add(category + "-page", OpsRampSettings::pageLimit, account);
          add(category + "-write", limit, account);
        });
  }

  private void add(String bucket, ToIntFunction<OpsRampSettings> limit, WindowMaker account) {
    windows.put(bucket, account.make(bucket, limit, OpsRampSettings::windowMs));
  }

  Admission arrive(Request request) {
    String bucket = bucketOf(request);
    Arrival arrival = window(bucket).arrive();
    if (arrival.admitted()) {
      return Admission.granted();
    }
    Reply hint = TooManyRequests.reply(settings.get().retryAfter(), arrival.retryIn(), clock);
    Reply said = OpsRampErrors.oauth(429, "throttled", "Too Many Requests");
    for (Map.Entry<String, String> header : hint.headers().entrySet()) {
      said = said.with(header.getKey(), header.getValue());
    }
    return Admission.refused(marked(request, said, arrival.retryIn()));
  }

  /** The answer with the limit's headers where they are switched on. */
  Reply marked(Request request, Reply reply) {
    return marked(request, reply, window(bucketOf(request)).untilRoom());
  }

  private Reply marked(Request request, Reply reply, Duration untilReset) {
    if (!settings.get().rateLimitHeaders()) {
      return reply;
    }
    String bucket = bucketOf(request);
    WindowUse use = window(bucket).use();
    long reset = clock.instant().plus(untilReset).getEpochSecond() + 1;
    return reply
        .with("X-RateLimit-Limit", written(use.limit()))
        .with("X-RateLimit-Remaining", written(Math.max(0, use.limit() - use.used())))
        .with("X-RateLimit-Reset", written(reset))
        .with("X-RateLimit-Bucket", bucket);
  }

  private String written(long number) {
    return settings.get().quotedHeaders() ? "\"" + number + "\"" : String.valueOf(number);
  }

  private static String bucketOf(Request request) {
    String path = request.path().replaceFirst("^/api/v2/tenants/[^/]+", "");
    String category =
        path.startsWith("/alert")
            ? "alert"
            : path.startsWith("/resources")
                ? "device"
                : path.startsWith("/incidents") ? "ticket" : "other";
    boolean list = path.endsWith("/search") || path.endsWith("/minimal");
    return category + (!request.method().equals("GET") ? "-write" : list ? "-page" : "-read");
  }

  private RollingWindow window(String bucket) {
    return Objects.requireNonNull(windows.get(bucket), bucket);
  }
}
