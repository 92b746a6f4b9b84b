package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.sandbox.wire.RequestLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxFaultsTest {
  private static final String OPEN = "/api/v2/account/alerts/open";
  private static final String TICKETS = "/api/v3/tickets";
  private static final String TICKET =
      "{\"TicketTitle\":\"t\",\"Description\":\"d\",\"EndUserID\":128}";
  private Sandbox sandbox;
  private Client datto;
  private Client atera;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(2, 20, 10));
    datto = Client.datto(sandbox);
    atera = Client.atera(sandbox).with("Content-Type", "application/json");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void an_answer_is_lost_after_the_ticket_was_made() {
    onTickets(Fault.of(Kind.ANSWER_LOST));
    assertThatThrownBy(this::create).isInstanceOf(IOException.class);
    assertThat(sandbox.atera().tickets()).hasSize(1);
    assertThat(sandbox.log().entries("atera", "POST", TICKETS))
        .singleElement()
        .extracting(RequestLog.LoggedRequest::status)
        .isEqualTo(0);
  }

  @Test
  void a_connection_is_cut_before_anything_is_done() {
    onTickets(Fault.of(Kind.CUT_BEFORE));
    assertThatThrownBy(this::create).isInstanceOf(IOException.class);
    assertThat(sandbox.atera().tickets()).isEmpty();
  }

  @Test
  void a_connection_is_cut_in_the_middle_of_the_answer() {
    onTickets(Fault.of(Kind.CUT_MIDDLE));
    assertThatThrownBy(this::create).isInstanceOf(IOException.class);
    assertThat(sandbox.atera().tickets()).hasSize(1);
  }

  @Test
  void half_of_an_empty_answer_is_none() {
    sandbox.faults().add(Fault.of(Kind.CUT_MIDDLE).on("datto", "POST", "resolve"));
    String uid = sandbox.datto().openAlerts().get(0).path("alertUid").asText();
    assertThatThrownBy(() -> datto.attempt("POST", "/api/v2/alert/" + uid + "/resolve", null))
        .isInstanceOf(IOException.class);
    assertThat(sandbox.datto().resolvedAlerts()).hasSize(1);
  }

  @Test
  void agents_move_too() {
    sandbox.faults().add(Fault.of(Kind.ROWS_MOVE).on("atera", "GET", "agents"));
    String agents = "/api/v3/agents?itemsInPage=10&page=";
    assertThat(atera.get(agents + 1).texts("items", "AgentID")).hasSize(10);
    assertThat(atera.get(agents + 2).texts("items", "AgentID")).hasSize(9);
    sandbox.faults().add(Fault.of(Kind.ROWS_MOVE).on("atera", "GET", "agents").inserting());
    List<String> first = atera.get(agents + 1).texts("items", "AgentID");
    assertThat(atera.get(agents + 2).texts("items", "AgentID")).startsWith(first.get(9));
  }

  @Test
  void an_error_page_comes_after_the_ticket_was_made() throws IOException {
    onTickets(Fault.of(Kind.STATUS_AFTER_COMMIT).withStatus(504));
    Client.Answer answer = create();
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(sandbox.atera().tickets()).hasSize(1);
  }

  @Test
  void any_status_with_any_header_and_body_and_nothing_done() throws IOException {
    onTickets(
        Fault.status(429)
            .withHeaders(Map.of("Retry-After", "3", "X-RateLimit-Reset", "\"1.5\""))
            .withBody("application/json", "{\"Message\":\"slow down\"}")
            .times(2));
    for (int i = 0; i < 2; i++) {
      Client.Answer answer = create();
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isEqualTo("3");
      assertThat(answer.header("x-ratelimit-reset")).isEqualTo("\"1.5\"");
      assertThat(answer.json().path("Message").asText()).isEqualTo("slow down");
    }
    assertThat(sandbox.atera().tickets()).isEmpty();
    assertThat(create().status()).isEqualTo(201);
  }

  @Test
  void lets_some_requests_pass_first_and_concerns_only_its_method_and_path() {
    sandbox.faults().add(Fault.status(503).on("datto", "GET", "alerts/open").after(2));
    assertThat(datto.get(OPEN).status()).isEqualTo(200);
    assertThat(datto.get("/api/v2/account").status()).isEqualTo(200);
    assertThat(datto.get(OPEN).status()).isEqualTo(200);
    assertThat(datto.get(OPEN).status()).isEqualTo(503);
    assertThat(datto.get(OPEN).status()).isEqualTo(200);
    assertThat(sandbox.faults().broken()).isEqualTo(1);
    assertThat(sandbox.faults().waiting()).isEmpty();
  }

  @Test
  void matches_the_query_too() {
    sandbox.faults().add(Fault.status(500).on("datto", "GET", "open\\?.*page=1").times(0));
    assertThat(datto.get(OPEN + "?page=0&max=5").status()).isEqualTo(200);
    assertThat(datto.get(OPEN + "?page=1&max=5").status()).isEqualTo(500);
    assertThat(datto.get(OPEN + "?page=1&max=5").status()).isEqualTo(500);
  }

  @Test
  void lists_come_empty_or_without_their_array_or_broken_or_as_a_log_in_page() {
    onOpen(Fault.of(Kind.EMPTY_LIST));
    assertThat(datto.get(OPEN + "?max=2").json().toString())
        .isEqualTo(
            "{\"pageDetails\":{\"count\":0,\"prevPageUrl\":null,\"nextPageUrl\":null},"
                + "\"alerts\":[]}");
    onOpen(Fault.of(Kind.MISSING_ARRAY));
    assertThat(datto.get(OPEN).json().has("alerts")).isFalse();
    onOpen(Fault.of(Kind.MALFORMED_JSON));
    assertThatThrownBy(() -> datto.get(OPEN).json()).hasMessageContaining("end-of-input");
    onOpen(Fault.of(Kind.HTML));
    Client.Answer page = datto.get(OPEN);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).startsWith("text/html");
    assertThat(page.body()).contains("<form");
  }

  @Test
  void the_next_link_leads_elsewhere_or_to_itself() {
    onOpen(Fault.of(Kind.NEXT_LINK).withUrl("http://elsewhere.test/x"));
    assertThat(next()).isEqualTo("http://elsewhere.test/x");
    onOpen(Fault.of(Kind.NEXT_LINK).withUrl("self"));
    assertThat(next()).isEqualTo(sandbox.uri() + "/datto" + OPEN + "?max=5");
    sandbox.faults().add(Fault.of(Kind.NEXT_LINK).on("atera", "GET", "tickets").withUrl("self"));
    assertThat(atera.get(TICKETS).json().path("nextLink").asText()).endsWith(TICKETS);
  }

  @Test
  void redirects_to_a_url() {
    onOpen(Fault.of(Kind.REDIRECT).withUrl("http://elsewhere.test/login"));
    Client.Answer answer = datto.get(OPEN);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("location")).isEqualTo("http://elsewhere.test/login");
  }

  @Test
  void rows_move_between_two_pages() {
    List<String> all = datto.get(OPEN).texts("alerts", "alertUid");
    onOpen(Fault.of(Kind.ROWS_MOVE));
    assertThat(datto.get(OPEN + "?max=5").texts("alerts", "alertUid")).isEqualTo(all.subList(0, 5));
    assertThat(datto.get(OPEN + "?max=5&page=1").texts("alerts", "alertUid"))
        .isEqualTo(all.subList(6, 10));
    onOpen(Fault.of(Kind.ROWS_MOVE).inserting());
    List<String> before = datto.get(OPEN + "?max=5").texts("alerts", "alertUid");
    assertThat(datto.get(OPEN + "?max=5&page=1").texts("alerts", "alertUid"))
        .startsWith(before.get(4));
  }

  @Test
  void answers_late_after_the_ticket_was_made_or_never_without_it() throws IOException {
    onTickets(Fault.of(Kind.SLOW).withDelayMs(200));
    long start = System.nanoTime();
    assertThat(create().status()).isEqualTo(201);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
    onTickets(Fault.of(Kind.SLOW).withDelayMs(10).notApplied());
    assertThatThrownBy(this::create).isInstanceOf(IOException.class);
    assertThat(sandbox.atera().tickets()).hasSize(1);
  }

  @Test
  void drips_and_compresses() {
    sandbox.faults().add(Fault.of(Kind.DRIP).on("atera", "GET", "account").withDelayMs(1));
    assertThat(atera.get("/api/v3/account").json().path("Plan").asText()).isEqualTo("Growth");
    sandbox.faults().add(Fault.of(Kind.GZIP).on("atera", "GET", "account"));
    assertThat(atera.get("/api/v3/account").header("content-encoding")).isEqualTo("gzip");
  }

  @Test
  void a_refused_request_meets_no_fault() {
    onOpen(Fault.status(503));
    assertThat(Client.of(sandbox, "/datto").get(OPEN).status()).isEqualTo(401);
    assertThat(sandbox.faults().waiting()).hasSize(1);
  }

  private String next() {
    return datto.get(OPEN + "?max=5").json().path("pageDetails").path("nextPageUrl").asText();
  }

  private void onOpen(Fault fault) {
    sandbox.faults().add(fault.on("datto", "GET", "alerts/open"));
  }

  private void onTickets(Fault fault) {
    sandbox.faults().add(fault.on("atera", "POST", "/tickets$"));
  }

  private Client.Answer create() throws IOException {
    return atera.attempt("POST", TICKETS, TICKET);
  }
}
