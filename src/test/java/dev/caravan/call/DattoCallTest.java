package dev.caravan.call;

import static dev.caravan.call.VendorServer.cut;
import static dev.caravan.call.VendorServer.html;
import static dev.caravan.call.VendorServer.status;
import static dev.caravan.call.VendorServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.VendorFailure.Forbidden;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Rejected;
import java.net.URI;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DattoCallTest {
  private final VendorServer datto = new VendorServer();
  private VendorRoutes routes;

  @BeforeEach
  void start() {
    datto.otherwise(
        status(200, "{\"access_token\":\"tok-one-12345\",\"expires_in\":360000,\"uid\":\"u1\"}"));
    routes = VendorRoutes.against(datto.url(), URI.create("http://127.0.0.1:1"));
  }

  @AfterEach
  void stop() {
    routes.close();
    datto.close();
  }

  @Test
  void fetches_a_token_by_password_grant_and_then_calls_with_it() {
    Exchange answer = read("/api/v2/account");

    assertThat(answer.getException()).isNull();
    VendorServer.ReceivedRequest token = datto.tokenRequests().get(0);
    assertThat(token.method()).isEqualTo("POST");
    assertThat(token.target()).isEqualTo("/auth/oauth/token");
    assertThat(token.body())
        .isEqualTo("grant_type=password&username=DATTOKEY0001&password=datto-s3cret%2B%2F%3D");
    assertThat(token.headers())
        .containsEntry("authorization", "Basic cHVibGljLWNsaWVudDpwdWJsaWM=")
        .containsEntry("content-type", "application/x-www-form-urlencoded");
    VendorServer.ReceivedRequest call = datto.calls().get(0);
    assertThat(call.method()).isEqualTo("GET");
    assertThat(call.target()).isEqualTo("/api/v2/account");
    assertThat(call.body()).isEmpty();
    assertThat(call.headers()).containsEntry("authorization", "Bearer tok-one-12345");
    assertThat(answer.getMessage().getBody(JsonNode.class).path("uid").asText()).isEqualTo("u1");
    assertThat(answer.getVariable("response", Response.class).status()).isEqualTo(200);
    assertThat(answer.getMessage().getHeaders()).isEmpty();
    assertThat(routes.asked("datto").sent()).isEqualTo(2);
    // The token is a call of its own.
    assertThat(routes.acquired).containsExactly("datto/read/alerts", "datto/read/alerts");
    assertThat(routes.observed).containsExactly("datto/read 200 [date]");
  }

  @Test
  void sends_the_address_byte_for_byte() {
    String target = "/api/v2/account/devices?siteName=a%2Bb%20c&x=a%26b&y=%2F&max=250&page=0";

    assertThat(read(target).getException()).isNull();

    assertThat(datto.calls().get(0).target()).isEqualTo(target);
  }

  @Test
  void sends_json_as_utf_8_bytes_and_takes_an_empty_answer() {
    datto.then(status(200, ""));

    Exchange answer = write("POST", "/api/v2/device/u/udf", "{\"udf1\":\"Büro ✓\"}");

    assertThat(answer.getException()).isNull();
    assertThat(answer.getMessage().getBody()).isNull();
    assertThat(datto.calls().get(0).body()).isEqualTo("{\"udf1\":\"Büro ✓\"}");
    assertThat(datto.calls().get(0).headers()).containsEntry("content-type", "application/json");
  }

  @Test
  void a_post_without_a_body_and_a_delete_keep_their_methods() {
    datto.then(status(200, ""), status(204, ""));

    Exchange post = write("POST", "/api/v2/alert/x/resolve", null);
    Exchange delete = write("DELETE", "/api/v2/site/x/settings/proxy", "{\"ignored\":1}");

    assertThat(post.getException()).isNull();
    assertThat(delete.getException()).isNull();
    assertThat(datto.calls())
        .extracting(VendorServer.ReceivedRequest::method)
        .containsExactly("POST", "DELETE");
    assertThat(datto.calls())
        .extracting(VendorServer.ReceivedRequest::body)
        .containsExactly("", "");
  }

  @Test
  void a_403_right_after_a_429_is_the_block_and_not_a_missing_right() {
    datto.then(with("Retry-After", "0", status(429, "")), html(403, "<html></html>"));

    assertThat(read("/x").getException()).isInstanceOf(RateLimitedUntil.class);
  }

  @Test
  void a_plain_403_is_a_missing_right() {
    datto.then(status(403, "{\"message\":\"Authenticated user doesn't have access\"}"));

    assertThat(read("/x").getException())
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("doesn't have access");
  }

  @Test
  void reads_are_tried_again_after_503_408_and_a_cut() {
    datto.then(status(503, ""), status(408, ""), cut(), status(504, ""));

    assertThat(read("/x").getException()).isNull();

    assertThat(datto.calls()).hasSize(5);
  }

  @Test
  void reads_give_up_after_the_configured_attempts() {
    datto.then(
        status(503, ""),
        status(503, ""),
        status(503, ""),
        status(503, ""),
        html(502, "<html><head><title>Bad Gateway</title>"));

    assertThat(read("/x").getException())
        .isInstanceOf(InDoubt.class)
        .hasMessage("datto: GET /x answered 502: an HTML page titled 'Bad Gateway'");

    assertThat(datto.calls()).hasSize(5);
  }

  @Test
  void each_reason_has_its_own_count() {
    datto.then(
        status(503, ""),
        status(401, ""),
        with("Retry-After", "0", status(429, "")),
        status(503, ""),
        status(503, ""),
        status(503, ""));

    assertThat(read("/x").getException()).isNull();

    assertThat(datto.calls()).hasSize(7);
    assertThat(routes.asked("datto").status429()).isEqualTo(1);
  }

  @Test
  void counts_begin_anew_with_the_next_call() {
    datto.then(status(401, ""));
    Exchange exchange = read("/x");
    datto.then(status(401, ""));
    routes.context.createProducerTemplate().send("direct:datto-rmm-read", exchange);

    assertThat(exchange.getException()).isNull();
    assertThat(datto.calls()).hasSize(4);
  }

  @Test
  void a_rejected_write_goes_up_at_once_with_the_reason() {
    datto.then(
        status(422, "{\"title\":\"One or more errors\",\"errors\":{\"Title\":[\"too long\"]}}"));

    assertThat(write("PUT", "/x", "{}").getException())
        .isInstanceOf(Rejected.class)
        .hasMessageContaining("too long");

    assertThat(datto.calls()).hasSize(1);
  }

  @Test
  void a_concurrent_write_is_tried_again_a_few_times() {
    datto.then(status(409, ""), status(423, ""));
    assertThat(write("POST", "/x", "{}").getException()).isNull();

    datto.then(status(409, ""), status(409, ""), status(409, ""), status(409, ""));
    assertThat(write("POST", "/y", "{}").getException()).isInstanceOf(Rejected.class);
    assertThat(datto.calls()).hasSize(3 + 4);
  }

  @Test
  void secrets_are_taken_out_of_what_the_vendor_says() {
    datto.then(
        status(
            400, "{\"message\":\"bad datto-s3cret+/= for DATTOKEY0001, Bearer tok-one-12345\"}"));

    assertThat(read("/x").getException())
        .hasMessage("datto: GET /x answered 400: bad *** for ***, Bearer ***");
  }

  @Test
  void a_call_without_its_variables_says_which() {
    assertThat(routes.send("datto-rmm-read", Map.of("account", "datto"), null).getException())
        .hasMessageContaining("'method'");
  }

  private Exchange read(String target) {
    return routes.call("datto-rmm-read", "datto", "GET", datto.url() + target, null);
  }

  private Exchange write(String method, String target, String json) {
    return routes.call("datto-rmm-write", "datto", method, datto.url() + target, json);
  }
}
