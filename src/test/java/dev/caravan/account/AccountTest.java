package dev.caravan.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.caravan.text.Durations;
import dev.caravan.text.UrlText;
import dev.caravan.vendor.Limits;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {
  private static Account datto(Map<String, String> settings) {
    return new Account(
        "datto",
        "datto-rmm",
        URI.create("https://merlot-api.centrastage.net"),
        settings,
        limits("datto-rmm"));
  }

  private static Limits limits(String vendor) {
    return Vendors.in(RouteFolders.of(Path.of("routes"))).find(vendor).orElseThrow().limits();
  }

  private static Account at(String name, String vendor, String url, Map<String, String> settings) {
    return new Account(name, vendor, URI.create(url), settings, limits(vendor));
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
    Account one = at("one", "datto-rmm", "https://a.test/x", key("k"));
    Account other = at("other", "datto-rmm", "https://A.test:443", key("k"));
    Accounts accounts =
        new Accounts(
            List.of(
                one,
                other,
                at("another-key", "datto-rmm", "https://a.test", key("K")),
                at("another-host", "datto-rmm", "https://b.test", key("k")),
                at("another-vendor", "atera", "https://a.test", key("k")),
                at("no-key", "datto-rmm", "https://a.test", Map.of()),
                at("nor-here", "datto-rmm", "https://a.test", key(" "))));

    assertThat(accounts.sharingLimits("one")).containsExactly(one, other);
    assertThat(accounts.all().stream().filter(a -> !a.equals(one) && !a.equals(other)))
        .allSatisfy(alone -> assertThat(accounts.sharingLimits(alone.name())).hasSize(1));
  }

  @Test
  void what_names_a_limit_is_the_same_in_every_process_and_tells_nothing_of_the_key() {
    Account account = at("one", "datto-rmm", "https://a.test", key("THE-API-KEY"));

    assertThat(account.sharedLimit())
        .isEqualTo("datto-rmm/e3df12eb72b79116c3c65e76265b38ee")
        .doesNotContain("KEY");
  }

  private static Map<String, String> key(String key) {
    return Map.of("api-key", key, "secret", "s");
  }

  @Test
  void knows_the_limit_of_each_bucket() {
    Account datto =
        datto(
            Map.of(
                "reads-per-minute",
                "600",
                "writes-per-minute",
                "90",
                "alert-resolves-per-minute",
                "100"));
    Account atera =
        at("atera", "atera", "https://app.atera.com", Map.of("requests-per-minute", "700"));
    Account opsramp =
        at(
            "opsramp",
            "opsramp",
            "https://api.opsramp.com",
            Map.of("paged-reads-per-minute", "50", "writes-per-minute", "40"));

    assertThat(datto.limit("read")).isEqualTo(600);
    assertThat(datto.limit("write")).isEqualTo(90);
    assertThat(datto.limit("alert-resolve")).isEqualTo(100);
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
  void joins_the_query_of_a_path_with_what_a_call_asks_for() {
    Account datto = datto(Map.of("alerts-path", "/alerts?muted=false&max=50"));

    String list = UrlText.withQuery(datto.url("alerts-path"), "page=0&max=250");
    assertThat(list)
        .isEqualTo("https://merlot-api.centrastage.net/alerts?muted=false&max=50&page=0");
    assertThat(datto.url("alerts-path", "a/b"))
        .isEqualTo("https://merlot-api.centrastage.net/alerts/a%2Fb?muted=false&max=50");
  }

  @Test
  void leaves_the_reserve_of_each_limit_to_others() {
    assertThat(datto(Map.of("reads-per-minute", "600", "reserve", "25 %")).limit("read"))
        .isEqualTo(450);
    assertThat(datto(Map.of("reads-per-minute", "1", "reserve", "90%")).limit("read")).isOne();
    assertThat(datto(Map.of("reads-per-minute", "600", "reserve", "0%")).limit("read"))
        .isEqualTo(600);
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
