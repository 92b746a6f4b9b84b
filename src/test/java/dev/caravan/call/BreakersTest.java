package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class BreakersTest {
  private static final Attempt READ = new Attempt("datto", "GET", "/x");
  private static final Attempt WRITE = new Attempt("datto", "POST", "/x");
  private static final InDoubt UNANSWERED = new InDoubt(READ, 503, "answered 503", null);

  private final AtomicLong seconds = new AtomicLong();
  private final Breakers breakers =
      new Breakers(
          account -> Duration.ofSeconds(54),
          () -> TimeUnit.SECONDS.toNanos(seconds.get()),
          new HandClock());
  private final Exchange call = call("datto");

  private static Exchange call(String account) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(CallVariables.ACCOUNT, account);
    exchange.setVariable(CallVariables.METHOD, "GET");
    exchange.setVariable(CallVariables.URL, "http://localhost/x");
    return exchange;
  }

  private void fails(VendorFailure failure, int times) {
    for (int i = 0; i < times; i++) {
      breakers.failed(call, failure);
      seconds.addAndGet(3);
    }
  }

  private void isMade() {
    assertThatCode(() -> breakers.require(call)).doesNotThrowAnyException();
  }

  private void isHeldBack() {
    assertThatThrownBy(() -> breakers.require(call))
        .isInstanceOfSatisfying(
            NotSent.class, held -> assertThat(held.because()).isEqualTo(NotSent.Because.HELD_BACK))
        .hasMessage(
            "datto: GET /x is held back: datto has not answered since 2026-03-01T12:00:00Z;"
                + " once in 54 s it is asked whether it does");
  }

  @Test
  void a_process_that_has_not_tried_refused_credentials_for_long_knows_nothing_of_them() {
    breakers.failed(call, new Unauthorized(READ, 401, "answered 401", false));
    seconds.addAndGet(16 * 60);
    assertThat(breakers.hasRefusedCredentials("datto")).isTrue();
    seconds.addAndGet(5 * 60);
    assertThat(breakers.hasRefusedCredentials("datto")).isFalse();
  }

  @Test
  void a_vendor_that_is_down_costs_one_call_an_interval_until_it_answers() {
    fails(UNANSWERED, 5);
    isHeldBack();
    seconds.addAndGet(55);
    isMade();
    isHeldBack();
    breakers.failed(call, UNANSWERED);
    isHeldBack();
    seconds.addAndGet(55);
    isMade();
    breakers.answered("datto");
    isMade();
    isMade();
  }

  @Test
  void the_other_accounts_go_on() {
    fails(UNANSWERED, 5);
    isHeldBack();
    assertThatCode(() -> breakers.require(call("other"))).doesNotThrowAnyException();
  }

  @Test
  void calls_that_could_not_be_sent_count_whatever_they_were() {
    fails(new NotSent(WRITE, "could not be sent: connection refused", null), 5);
    isHeldBack();
  }

  @Test
  void a_short_gap_holds_nothing_back_however_many_calls_it_meets() {
    for (int i = 0; i < 50; i++) {
      breakers.failed(call, UNANSWERED);
    }
    isMade();
    fails(UNANSWERED, 3);
    isMade();
    breakers.answered("datto");
    fails(UNANSWERED, 4);
    isMade();
  }

  @Test
  void a_write_in_doubt_a_lost_turn_and_a_read_of_one_record_say_nothing_of_the_vendor() {
    fails(new InDoubt(WRITE, 503, "answered 503", null), 20);
    isMade();
    fails(NotSent.untried(READ, "had to wait", NotSent.Because.TURN), 20);
    isMade();
    call.setVariable(CallVariables.ONE_RECORD, "true");
    fails(UNANSWERED, 20);
    isMade();
  }

  @Test
  void a_vendor_that_refuses_is_there() {
    fails(UNANSWERED, 4);
    breakers.failed(call, new Unauthorized(READ, 401, "answered 401", false));
    fails(UNANSWERED, 1);
    isMade();
  }

  @Test
  void a_call_that_should_ask_and_was_not_made_holds_nothing_up_for_good() {
    fails(UNANSWERED, 5);
    seconds.addAndGet(55);
    isMade();
    seconds.addAndGet(53);
    isHeldBack();
    seconds.addAndGet(2);
    isMade();
  }

  @Test
  void what_somebody_asks_for_is_tried() {
    fails(UNANSWERED, 5);
    isHeldBack();
    breakers.reset("datto");
    isMade();
  }
}
