package dev.caravan.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.cycle.Outcome;
import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Fault.Kind;
import dev.caravan.scenario.TicketScenario;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storm's own check accuses nobody wrongly and lets nobody off. */
class BooksTest {
  @TempDir Path folder;
  private TicketScenario scenario;
  private Books books;

  @BeforeEach
  void open() {
    scenario = TicketScenario.running(folder, 0);
    books = new Books(scenario, new Standing(scenario, false));
    scenario.opens("a");
    books.open();
    scenario.sync();
    books.close(() -> "the first cycle");
    scenario.clock.jump(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  /** As Caravan does it. */
  private void resolveTicket() throws Exception {
    long ticket = scenario.ticketOf("a").id();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(scenario.sandbox.uri() + "/atera/api/v3/tickets/" + ticket))
            .header("X-API-KEY", "sandbox-api-key")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"TicketStatus\":\"Resolved\"}"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_ticket_that_is_closed_while_its_alert_is_open_is_found() throws Exception {
    books.open();
    resolveTicket();
    assertThatThrownBy(() -> books.close(() -> "the second cycle"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the second cycle")
        .hasMessageContaining("while its alert was open")
        .hasMessageContaining("The story of a");
  }

  @Test
  void a_ticket_that_is_closed_while_its_alert_is_away_is_in_order() throws Exception {
    scenario.vanishes("a");
    books.open();
    resolveTicket();
    assertThatCode(() -> books.close(() -> "")).doesNotThrowAnyException();
    assertThat(books.counts()).contains("1 closings");
  }

  @Test
  void a_closing_that_arrived_before_its_alert_came_back_is_in_order() throws Exception {
    scenario.vanishes("a");
    books.open();
    books.close(() -> "");
    resolveTicket();
    scenario.clock.jump(Duration.ofMinutes(1));
    scenario.opens("a");
    books.open();
    assertThatCode(() -> books.close(() -> "")).doesNotThrowAnyException();
  }

  @Test
  void a_closing_in_the_step_in_which_its_alert_goes_is_in_order() throws Exception {
    books.open();
    scenario.resolves("a");
    resolveTicket();
    assertThatCode(() -> books.close(() -> "")).doesNotThrowAnyException();
  }

  private void opensSecondTicket() {
    scenario
        .sandbox
        .atera()
        .createTicket("b", "[%s]\nagain".formatted(TicketScenario.marker("a", 2)));
  }

  @Test
  void a_second_ticket_of_an_alert_that_was_never_away_is_found() {
    books.open();
    opensSecondTicket();
    assertThatThrownBy(() -> books.close(() -> "the second cycle"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("although its alert was never away")
        .hasMessageContaining("The story of a");
  }

  @Test
  void a_second_ticket_of_an_alert_that_was_away_is_in_order() {
    scenario.vanishes("a");
    books.open();
    books.close(() -> "");
    scenario.opens("a");
    books.open();
    opensSecondTicket();
    assertThatCode(() -> books.close(() -> "")).doesNotThrowAnyException();
  }

  @Test
  void a_ticket_that_is_closed_although_a_person_works_on_it_is_found() throws Exception {
    PersonAction comment = new PersonAction.Comment("I look at it", false, true);
    scenario.person("a", comment);
    books.person(scenario.ticketOf("a"), comment);
    scenario.clock.jump(Duration.ofMinutes(1));
    scenario.vanishes("a");
    books.open();
    resolveTicket();
    assertThatThrownBy(() -> books.close(() -> "the second cycle"))
        .hasMessageContaining("although a person worked on it");
  }

  @Test
  void an_entry_that_a_person_did_not_end_is_not_to_be_held() {
    scenario.person("a", new PersonAction.Close());
    scenario.changes("a", "{\"priority\":\"Critical\"}");
    scenario.sync();
    assertThat(books.disagreements()).anyMatch(it -> it.contains("a is frozen"));
    books.person(scenario.ticketOf("a"), new PersonAction.Close());
    assertThat(books.disagreements()).isEmpty();
  }

  /** Its create is in doubt afterwards. */
  private void createsWithoutKnowing(String key) {
    scenario.opens(key);
    scenario.fault(Fault.of(Kind.ANSWER_LOST).on("atera", "POST", "/tickets$"));
    books.open();
    assertThat(scenario.sync().inDoubt()).isEqualTo(1);
    books.close(() -> "");
    assertThat(scenario.ticketsOf(key, 1)).hasSize(1);
  }

  @Test
  void a_second_ticket_where_a_person_removed_the_first_before_it_was_known_is_in_order() {
    createsWithoutKnowing("b");
    books.person(scenario.ticketOf("b"), new PersonAction.Delete());
    scenario.person("b", new PersonAction.Delete());
    books.open();
    assertThat(scenario.syncUntilSettled().outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(scenario.ticketsOf("b", 1)).hasSize(1);
    assertThatCode(() -> books.close(() -> "")).doesNotThrowAnyException();
    assertThat(books.disagreements()).isEmpty();
  }

  @Test
  void a_third_ticket_is_found_even_so() {
    a_second_ticket_where_a_person_removed_the_first_before_it_was_known_is_in_order();
    scenario.sandbox.atera().createTicket("b", "[%s]".formatted(TicketScenario.marker("b", 1)));
    assertThatThrownBy(() -> books.close(() -> "")).hasMessageContaining("has the tickets");
  }

  @Test
  void a_second_ticket_where_a_person_removed_one_that_was_known_is_found() {
    books.person(scenario.ticketOf("a"), new PersonAction.Delete());
    scenario.person("a", new PersonAction.Delete());
    books.open();
    scenario.sandbox.atera().createTicket("a", "[%s]".formatted(TicketScenario.marker("a", 1)));
    assertThatThrownBy(() -> books.close(() -> "")).hasMessageContaining("has the tickets");
  }
}
