package dev.caravan.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class CycleStateTest {
  private static final Cycle.StateKey<AtomicInteger> ASKED =
      new Cycle.StateKey<>(AtomicInteger.class);
  private static final Cycle.StateKey<AtomicInteger> SENT =
      new Cycle.StateKey<>(AtomicInteger.class);

  private static Cycle cycle(long number) {
    return new Cycle("a-sync", number, Instant.EPOCH, null, 0);
  }

  @Test
  void what_is_kept_under_a_key_is_made_once_and_belongs_to_one_cycle() {
    Cycle cycle = cycle(7);
    AtomicInteger made = new AtomicInteger();

    List<AtomicInteger> kept =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                any ->
                    cycle.state(
                        ASKED,
                        () -> {
                          made.incrementAndGet();
                          return new AtomicInteger();
                        }))
            .toList();

    assertThat(made).hasValue(1);
    assertThat(kept).allMatch(one -> one == kept.get(0));
    assertThat(cycle.state(SENT, AtomicInteger::new)).isNotSameAs(kept.get(0));
    assertThat(cycle(8).state(ASKED, AtomicInteger::new)).isNotSameAs(kept.get(0));
  }

  @Test
  void it_travels_with_an_exchange_and_prints_its_number() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.start();
      Exchange exchange = new DefaultExchange(camel);
      assertThat(Cycle.find(exchange)).isEmpty();
      assertThatThrownBy(() -> Cycle.of(exchange)).isInstanceOf(IllegalStateException.class);

      Cycle cycle = cycle(7);
      exchange.setVariable(Cycle.VARIABLE, cycle);

      assertThat(Cycle.of(exchange)).isSameAs(cycle);
      assertThat(
              camel
                  .resolveLanguage("simple")
                  .createExpression("cycle ${variable.cycle}")
                  .evaluate(exchange, String.class))
          .isEqualTo("cycle 7");
    }
  }

  @Test
  void a_cycle_that_only_plans_or_rebuilds_the_ledger_may_not_write_to_the_target() {
    for (CycleKind kind : List.of(CycleKind.PLAN, CycleKind.REBUILD)) {
      Cycle cycle = new Cycle("a-sync", 7, Instant.EPOCH, kind, null, 0);
      assertThat(cycle.synchronizing()).isFalse();
      assertThatThrownBy(() -> cycle.guard().requireWritable())
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
