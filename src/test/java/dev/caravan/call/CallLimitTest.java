package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.budget.Budget;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Throttler in front of an account is told. */
class CallLimitTest {
  @ParameterizedTest
  @CsvSource({"600, 600", "0, 1", "60000, 60000", "60001, 60000", "100000000, 60000"})
  void is_the_accounts_but_at_least_one_call_and_never_more_permits_than_memory_has_room_for(
      String configured, int told) throws IOException {
    assertThat(limit(configured)).isEqualTo(told);
  }

  @Test
  void does_not_change_what_the_budget_counts() {
    assertThat(accounts("100000000").get("datto").limit("read")).isEqualTo(100_000_000);
  }

  private static int limit(String readsPerMinute) throws IOException {
    Accounts accounts = accounts(readsPerMinute);
    try (Store store = Store.open(StoreSettings.of("jdbc:h2:mem:limits"));
        Budget budget = new Budget(store.jdbi(), accounts, Clock.systemUTC(), () -> true);
        DefaultCamelContext camel = new DefaultCamelContext()) {
      Exchange exchange = ExchangeBuilder.anExchange(camel).build();
      exchange.setVariable(CallVariables.ACCOUNT, "datto");
      exchange.setVariable(CallVariables.BUCKET, "read");
      return new Call(accounts, budget, new CallCounts(), new Redaction(Set.of())).limit(exchange);
    }
  }

  private static Accounts accounts(String readsPerMinute) {
    return new Accounts(
        List.of(
            new Account(
                "datto",
                "datto-rmm",
                URI.create("http://127.0.0.1:1"),
                Map.of("reads-per-minute", readsPerMinute))));
  }
}
