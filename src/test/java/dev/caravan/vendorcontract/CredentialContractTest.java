package dev.caravan.vendorcontract;

import static dev.caravan.call.VendorServer.status;
import static dev.caravan.call.VendorServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.call.VendorServer;
import dev.caravan.call.VendorServer.ReceivedRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every vendor's credentials owe: they are its own, and a refused one is not insisted on. */
@Timeout(30)
class CredentialContractTest extends EveryVendor {
  private static final Set<String> OF_EVERY_CALL =
      Set.of("accept", "accept-encoding", "connection", "host", "user-agent");
  private static final Set<String> OF_A_BODY = Set.of("content-type", "content-length");
  private static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key");

  static List<String> thatFetchTokens() {
    return ScriptedVendors.ids(true);
  }

  static List<String> withAnOperatorsKey() {
    return ScriptedVendors.ids(false);
  }

  @ParameterizedTest
  @MethodSource("thatFetchTokens")
  void calls_at_once_fetch_one_token(String id) {
    ScriptedVendor vendor = vendors.anew(id).answering(status(200, "{}"), Duration.ofMillis(200));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Stream.generate(() -> CompletableFuture.supplyAsync(vendor::read, threads))
          .limit(16)
          .toList()
          .forEach(call -> assertThat(call.join().getException()).isNull());
    } finally {
      threads.shutdown();
    }
    vendor.read();

    assertThat(vendor.server.tokenRequests()).hasSize(1);
    assertThat(vendor.server.calls())
        .hasSize(17)
        .extracting(call -> call.headers().get("authorization"))
        .containsOnly(vendor.server.calls().get(0).headers().get("authorization"));
  }

  @ParameterizedTest
  @MethodSource("thatFetchTokens")
  void a_refused_token_is_replaced_once_for_reads_and_writes(String id) {
    for (int refusal : new int[] {401, 407}) {
      for (Function<ScriptedVendor, Exchange> call : ScriptedVendors.calls(id)) {
        ScriptedVendor vendor = vendors.anew(id);
        vendor.server.then(status(refusal, ""));

        assertThat(call.apply(vendor).getException()).isNull();

        assertThat(vendor.server.tokenRequests()).hasSize(2);
        assertThat(vendor.server.calls())
            .hasSize(2)
            .extracting(sent -> sent.headers().get("authorization"))
            .doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("thatFetchTokens")
  void a_second_refusal_in_a_row_goes_up(String id) {
    for (int refusal : new int[] {401, 407}) {
      for (Function<ScriptedVendor, Exchange> call : ScriptedVendors.calls(id)) {
        ScriptedVendor vendor = vendors.anew(id);
        vendor.server.then(status(refusal, ""), status(refusal, ""));

        assertThat(call.apply(vendor).getException())
            .isInstanceOf(Unauthorized.class)
            .hasMessageContaining(
                "answered %d; the credentials are revoked or expired".formatted(refusal));

        assertThat(vendor.server.calls()).hasSize(2);
        assertThat(vendor.server.tokenRequests()).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withAnOperatorsKey")
  void a_refused_key_is_not_tried_again(String id) {
    for (int refusal : new int[] {401, 407}) {
      for (Function<ScriptedVendor, Exchange> call : ScriptedVendors.calls(id)) {
        ScriptedVendor vendor = vendors.anew(id);
        vendor.server.then(status(refusal, ""));

        assertThat(call.apply(vendor).getException()).isInstanceOf(Unauthorized.class);

        assertThat(vendor.server.requests()).hasSize(1);
      }
    }
  }

  /** The exchange has been with all other vendors before, and with Kamelets that leave headers. */
  @ParameterizedTest
  @MethodSource("all")
  void no_header_reaches_it_but_its_own(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    Set<String> secretsOfOthers = new HashSet<>();
    Exchange exchange = vendor.exchange();
    for (ScriptedVendor other : vendors.others(id)) {
      vendors.anew(other.id()).answering(talkative(), Duration.ZERO);
      secretsOfOthers.addAll(other.account.secrets());
      secretsOfOthers.add("-of-" + other.id());
      call(other, exchange);
    }
    vendors.anew(id).answering(talkative(), Duration.ZERO);
    call(vendor, exchange);
    call(vendor, exchange);

    assertThat(vendor.server.calls()).hasSize(4);
    for (ReceivedRequest request : vendor.server.requests()) {
      Set<String> allowed = new HashSet<>(OF_EVERY_CALL);
      allowed.addAll(CREDENTIALS);
      if (request.method().equals("POST")) {
        allowed.addAll(OF_A_BODY);
      }
      assertThat(request.headers().keySet()).isSubsetOf(allowed);
      assertThat(String.join(" ", request.headers().values()))
          .doesNotContain("left-over")
          .doesNotContain(secretsOfOthers);
    }
    assertThat(vendor.server.calls())
        .allSatisfy(
            call ->
                assertThat(credentials(call))
                    .singleElement()
                    .satisfies(value -> assertThat(isOwn(vendor, value)).isTrue()));
  }

  private static void call(ScriptedVendor vendor, Exchange exchange) {
    for (String address :
        List.of("direct:" + vendor.id() + "-read", vendor.lines.writes().get(0))) {
      for (String name :
          List.of("Authorization", "X-API-KEY", "Cookie", "X-Extra", "CamelHttpQuery")) {
        exchange.getMessage().setHeader(name, "left-over");
      }
      String method = address.endsWith("-read") ? "GET" : "POST";
      vendor.send(exchange, address, method, vendor.url("/some/path"));
      assertThat(exchange.getException()).isNull();
    }
  }

  private static VendorServer.ScriptedAnswer talkative() {
    return with("Set-Cookie", "left-over=1", with("X-Extra", "left-over", status(200, "{}")));
  }

  private static List<String> credentials(ReceivedRequest call) {
    return call.headers().entrySet().stream()
        .filter(header -> CREDENTIALS.contains(header.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean isOwn(ScriptedVendor vendor, String credential) {
    return vendor.lines.fetchesTokens()
        ? credential.endsWith("-of-" + vendor.id())
        : vendor.account.secrets().stream().anyMatch(credential::endsWith);
  }
}
