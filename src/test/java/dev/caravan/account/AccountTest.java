package dev.caravan.account;

import dev.caravan.text.Durations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {
  private static Account datto(Map<String, String> settings) {
    return new Account(
        "datto", "datto-rmm", URI.create("https://merlot-api.centrastage.net"), settings);
  }

  @ParameterizedTest
  @CsvSource({
    "https://merlot-api.centrastage.net/api/v2/x,      true",
    "https://MERLOT-api.centrastage.net:443/,          true",
    "HTTPS://merlot-api.centrastage.net,               true",
    "http://merlot-api.centrastage.net/,               false",
    "https://merlot-api.centrastage.net:8443/,         false",
    "https://merlot-api.centrastage.net.evil.example/, false",
    "https://merlot-api.centrastage.net@evil.example/, false",
    "//merlot-api.centrastage.net/,                    false",
    "/api/v2/x,                                        false",
  })
  void keeps_credentials_to_its_origin(URI address, boolean same) {
    assertThat(datto(Map.of()).sameOrigin(address)).isEqualTo(same);
  }

  @Test
  void accounts_with_one_key_at_one_address_share_their_limits() {
    Account one = new Account("one", "datto-rmm", URI.create("https://a.test/x"), key("k"));
    Account other = new Account("other", "datto-rmm", URI.create("https://A.test:443"), key("k"));
    Accounts accounts =
        new Accounts(
            List.of(
                one,
                other,
                new Account("another-key", "datto-rmm", URI.create("https://a.test"), key("K")),
                new Account("another-host", "datto-rmm", URI.create("https://b.test"), key("k")),
                new Account("another-vendor", "atera", URI.create("https://a.test"), key("k")),
                new Account("no-key", "datto-rmm", URI.create("https://a.test"), Map.of()),
                new Account("nor-here", "datto-rmm", URI.create("https://a.test"), key(" "))));

    assertThat(accounts.sharingLimits("one")).containsExactly(one, other);
    assertThat(accounts.all().stream().filter(a -> !a.equals(one) && !a.equals(other)))
        .allSatisfy(alone -> assertThat(accounts.sharingLimits(alone.name())).hasSize(1));
  }

  @Test
  void what_names_a_limit_is_the_same_in_every_process_and_tells_nothing_of_the_key() {
    Account account =
        new Account("one", "datto-rmm", URI.create("https://a.test"), key("THE-API-KEY"));

    assertThat(account.sharedLimit())
        .isEqualTo("datto-rmm/e3df12eb72b79116c3c65e76265b38ee")
        .doesNotContain("KEY");
  }

  private static Map<String, String> key(String key) {
    return Map.of("api-key", key, "secret", "s");
  }

  @Test
  void knows_the_limit_of_each_bucket() {
    Account datto = datto(Map.of("reads-per-minute", "600", "writes-per-minute", "90"));
    Account atera =
        new Account(
            "atera",
            "atera",
            URI.create("https://app.atera.com"),
            Map.of("requests-per-minute", "700"));
    Account opsramp =
        new Account(
            "opsramp",
            "opsramp",
            URI.create("https://api.opsramp.com"),
            Map.of("paged-reads-per-minute", "50", "writes-per-minute", "40"));

    assertThat(datto.limit("read")).isEqualTo(600);
    assertThat(datto.limit("write")).isEqualTo(90);
    assertThat(datto.limit("alert-resolve")).isEqualTo(100);
    assertThat(datto.limit("device-udf-set")).isEqualTo(600);
    assertThat(List.of("read", "write", "comment")).allMatch(name -> atera.limit(name) == 700);
    assertThat(opsramp.limit("paged-read")).isEqualTo(50);
    assertThat(opsramp.limit("incident-close")).isEqualTo(40);
  }

  @Test
  void scales_the_margin_with_the_window() {
    assertThat(datto(Map.of()).windowMargin()).isEqualTo(Duration.ofMillis(1500));
    assertThat(datto(Map.of("limit-window", "10s")).windowMargin())
        .isEqualTo(Duration.ofMillis(250));
    assertThat(datto(Map.of("window-margin", "2s")).windowMargin())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void makes_addresses_from_path_keys_and_paths() {
    Account datto = datto(Map.of("alerts-path", "/api/v2/account/alerts/open"));

    assertThat(datto.url("alerts-path"))
        .isEqualTo("https://merlot-api.centrastage.net/api/v2/account/alerts/open");
    assertThat(datto.url("/api/v2/x")).isEqualTo("https://merlot-api.centrastage.net/api/v2/x");
    assertThatIllegalStateException()
        .isThrownBy(() -> datto.url("sites-path"))
        .withMessage("datto.sites-path is missing");
  }

  @Test
  void never_shows_a_setting() {
    assertThat(datto(Map.of("secret", "hush"))).asString().doesNotContain("hush");
  }

  @Test
  void finds_accounts_by_name_and_vendor() {
    Account datto = datto(Map.of());
    Accounts accounts = new Accounts(List.of(datto));

    assertThat(accounts.get("datto")).isSameAs(datto);
    assertThat(accounts.ofVendor("datto-rmm")).containsExactly(datto);
    assertThat(accounts.ofVendor("atera")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> accounts.get("dato"))
        .withMessage("There is no account 'dato'; accounts are [datto]");
  }

  @ParameterizedTest
  @CsvSource({"500ms, 500", "90s, 90000", "5m, 300000", "1 h, 3600000", "2d, 172800000"})
  void reads_durations(String text, long millis) {
    assertThat(Durations.parse(text)).hasMillis(millis);
  }

  @ParameterizedTest
  @CsvSource({"60", "-1s", "1.5s", "s", "1h30m"})
  void refuses_what_is_not_a_number_and_a_unit(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("'%s' is not a duration", text);
  }
}
