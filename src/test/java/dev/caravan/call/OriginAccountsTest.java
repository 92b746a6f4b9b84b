package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginAccountsTest {
  private static final OriginAccounts ORIGINS =
      new OriginAccounts(
          new Accounts(
              List.of(
                  account("rmm", "http://localhost:9700/rmm", "1s"),
                  account("rmm-emea", "http://localhost:9700/rmm-emea", "2s"),
                  account("psa", "http://localhost:9700/psa/", "60s"),
                  account("psa-second", "http://localhost:9700/psa", "90s"),
                  account("whole", "http://localhost:9701", "5s"),
                  account("part", "http://localhost:9701/part", "6s"))),
          Set.of());

  /** One server may hold several accounts, each below a path of its own. */
  @ParameterizedTest
  @CsvSource({
    "http://localhost:9700/rmm/api/v2/account, 1",
    "http://localhost:9700/rmm, 1",
    "http://localhost:9700/rmm?page=2, 1",
    "http://localhost:9700/rmm-emea/api, 2",
    "http://localhost:9700/psa/tickets, 90",
    "http://localhost:9700/elsewhere, 90",
    "http://localhost:9701/api, 5",
    "http://localhost:9701/partly, 5",
    "http://localhost:9701/part/api, 6",
    "http://localhost:9702/api, 90",
  })
  void an_answer_may_keep_silent_as_long_as_the_account_below_that_path_says(
      URI asked, long seconds) {
    assertThat(ORIGINS.readTimeout(new BasicHttpRequest("GET", asked))).hasSeconds(seconds);
  }

  private static Account account(String name, String url, String timeout) {
    return new Account(name, "x", URI.create(url), Map.of("read-timeout", timeout));
  }
}
