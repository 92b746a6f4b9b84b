package dev.caravan.vendorcontract;

import static dev.caravan.call.VendorServer.status;
import static dev.caravan.call.VendorServer.with;
import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.VendorServer.ScriptedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every vendor may say with a 429, and what Caravan does then: it waits, and goes on. */
@Timeout(30)
class LimitContractTest extends EveryVendor {
  /** Longer than a call waits by itself, so that it says until when there are none. */
  private static final int SECONDS = 90;

  /** Dates have whole seconds. */
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  static Stream<Arguments> allHints() {
    return all().stream()
        .flatMap(id -> hints().keySet().stream().map(form -> Arguments.of(id, form)));
  }

  /** The headers by what they are; dates are measured by the server's own, which is right. */
  private static Map<String, Map<String, String>> hints() {
    Instant then = Instant.now().plusSeconds(SECONDS);
    Map<String, Map<String, String>> hints = new TreeMap<>();
    hints.put("seconds", Map.of("Retry-After", "90"));
    hints.put("date", Map.of("Retry-After", RFC_1123_DATE_TIME.format(then.atOffset(UTC))));
    hints.put("reset in seconds", reset("90"));
    hints.put("reset at an epoch second", reset("" + then.getEpochSecond()));
    hints.put("reset in quotes", reset("\"90\""));
    hints.put("RateLimit", Map.of("RateLimit", "\"default\";r=0;t=90"));
    return hints;
  }

  private static Map<String, String> reset(String when) {
    return Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", when);
  }

  @ParameterizedTest
  @MethodSource("allHints")
  void a_429_pauses_calls_for_as_long_as_it_says(String id, String form) {
    List<String> writes = VendorLines.of(ScriptedVendors.FOLDERS, id).writes();
    for (String address : Stream.concat(Stream.of("read"), writes.stream()).toList()) {
      ScriptedVendor vendor = vendors.anew(id);
      Instant before = vendors.clock.instant();
      vendor.server.then(refusal(hints().get(form)));

      Exchange refused = call(vendor, address);
      assertThat(refused.getException()).isInstanceOf(RateLimitedUntil.class);
      assertThat(((RateLimitedUntil) refused.getException()).until())
          .isBetween(
              before.plusSeconds(SECONDS).minus(TOLERANCE),
              before.plusSeconds(SECONDS).plus(TOLERANCE));
      assertThat(call(vendor, address).getException()).isInstanceOf(RateLimitedUntil.class);
      assertThat(vendor.server.calls()).hasSize(1);

      vendors.clock.move(Duration.ofSeconds(SECONDS).plus(TOLERANCE));
      assertThat(call(vendor, address).getException()).isNull();
      assertThat(vendor.server.calls()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_429_without_a_hint_pauses_calls_for_as_long_as_its_descriptor_says(String id)
      throws InterruptedException {
    ScriptedVendor vendor = vendors.anew(id);
    vendor.server.then(refusal(Map.of()));
    WaitingRead first = WaitingRead.of(vendor);
    assertThat(vendor.server.calls()).hasSize(1);

    vendors.clock.move(vendor.account.limits().pause().minusSeconds(1));
    // Whoever comes makes the one that waits look at the clock.
    WaitingRead second = WaitingRead.of(vendor);
    assertThat(vendor.server.calls()).hasSize(1);

    // With its jitter.
    vendors.clock.move(vendor.account.limits().pause().dividedBy(5).plusSeconds(2));
    assertThat(vendor.read().getException()).isNull();
    assertThat(first.ended().getException()).isNull();
    assertThat(second.ended().getException()).isNull();
    assertThat(vendor.server.calls()).hasSize(4);
  }

  /** A read in a thread of its own that waits for its turn. */
  private record WaitingRead(Thread thread, AtomicReference<Exchange> answer) {
    static WaitingRead of(ScriptedVendor vendor) {
      AtomicReference<Exchange> answer = new AtomicReference<>();
      Thread thread = new Thread(() -> answer.set(vendor.read()), "read of " + vendor.id());
      thread.start();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !vendor.server.calls().isEmpty() && waits(thread));
      return new WaitingRead(thread, answer);
    }

    private static boolean waits(Thread thread) {
      return Stream.of(thread.getStackTrace())
              .anyMatch(frame -> frame.getClassName().endsWith(".budget.Gate"))
          && List.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState());
    }

    Exchange ended() throws InterruptedException {
      thread.join(10_000);
      return answer.get();
    }
  }

  private static Exchange call(ScriptedVendor vendor, String address) {
    return address.equals("read") ? vendor.read() : vendor.write(address);
  }

  private static ScriptedAnswer refusal(Map<String, String> headers) {
    ScriptedAnswer answer = status(429, "");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = with(header.getKey(), header.getValue(), answer);
    }
    return answer;
  }
}
