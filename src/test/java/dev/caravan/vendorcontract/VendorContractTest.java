package dev.caravan.vendorcontract;

import static dev.caravan.call.VendorServer.cut;
import static dev.caravan.call.VendorServer.html;
import static dev.caravan.call.VendorServer.status;
import static dev.caravan.call.VendorServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.call.VendorServer;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every call of every vendor owes, whatever else is odd about the vendor. */
@Timeout(30)
class VendorContractTest extends EveryVendor {
  @ParameterizedTest
  @MethodSource("all")
  void a_read_is_tried_again_after_a_503(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    vendor.server.then(status(503, ""));

    assertThat(vendor.read().getException()).isNull();

    assertThat(vendor.server.calls()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_write_in_doubt_is_never_sent_again(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    for (String address : vendor.lines.writes()) {
      vendors.anew(id).server.then(status(503, ""), status(408, ""), status(502, ""), cut());
      for (int sent = 1; sent <= 4; sent++) {
        assertThat(vendor.write(address).getException()).isInstanceOf(InDoubt.class);
        assertThat(vendor.server.calls()).hasSize(sent);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_write_that_times_out_is_in_doubt(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    vendor.server.then(
        exchange -> {
          ScriptedVendor.pause(vendor.account.readTimeout().plusMillis(500));
          exchange.close();
        });

    assertThat(vendor.write().getException()).isInstanceOf(InDoubt.class);

    assertThat(vendor.server.calls()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_page_is_not_an_answer(String id) {
    for (Function<ScriptedVendor, Exchange> call : ScriptedVendors.calls(id)) {
      ScriptedVendor vendor = vendors.anew(id);
      vendor.server.then(html(200, "<!doctype html><html><title> Sign in </title>"));

      assertThat(call.apply(vendor).getException())
          .isInstanceOf(Unreadable.class)
          .hasMessageContaining("an HTML page titled 'Sign in'");

      assertThat(vendor.server.calls()).hasSize(1);
    }
  }

  /** With credentials neither, as CVE-2026-85251 has it. */
  @ParameterizedTest
  @MethodSource("all")
  void a_redirect_is_not_followed(String id) {
    VendorServer elsewhere = new VendorServer();
    try (elsewhere) {
      for (int redirect : new int[] {301, 302, 307, 308}) {
        for (Function<ScriptedVendor, Exchange> call : ScriptedVendors.calls(id)) {
          ScriptedVendor vendor = vendors.anew(id);
          vendor.server.then(with("Location", elsewhere.url() + "/x", status(redirect, "")));

          assertThat(call.apply(vendor).getException()).isInstanceOf(Unreadable.class);

          assertThat(vendor.server.calls()).hasSize(1);
        }
      }
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_address_of_another_origin_is_refused_before_anything_is_sent(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    VendorServer elsewhere = new VendorServer();
    String own = vendor.account.baseUrl().getAuthority();
    try (elsewhere) {
      for (String url :
          List.of(
              elsewhere.url() + "/x",
              "http://user@" + own + "/x",
              "https://" + own + "/x",
              "http://" + own + "/x?{{" + vendor.account.name() + ".base-url}}",
              "/x")) {
        assertThat(vendor.send("direct:" + id + "-read", "GET", url).getException())
            .isInstanceOf(Unreadable.class);
        assertThat(vendor.send(vendor.lines.writes().get(0), "POST", url).getException())
            .isInstanceOf(Unreadable.class);
      }
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(vendor.server.requests()).isEmpty();
    }
  }
}
