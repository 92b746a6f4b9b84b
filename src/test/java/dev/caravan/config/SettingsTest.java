package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final String ALERTS = "datto-alerts-to-atera-tickets";

  @TempDir Path folder;

  @Test
  void environment_beats_the_last_file_and_the_last_file_the_first() {
    ConfigFolder installation =
        ConfigFolder.in(folder, "datto.reads-per-minute=1", "datto.writes-per-minute=1")
            .config("first.properties", "datto.reads-per-minute=2", "atera.requests-per-minute=2")
            .config("last.properties", "datto.reads-per-minute=3", "opsramp.writes-per-minute=3")
            .variable("DATTO_READS_PER_MINUTE", "4");

    Settings settings = installation.load();

    assertThat(settings.value("datto.reads-per-minute")).contains("4");
    assertThat(settings.value("opsramp.writes-per-minute")).contains("3");
    assertThat(settings.value("atera.requests-per-minute")).contains("2");
    assertThat(settings.value("datto.writes-per-minute")).contains("1");
    assertThat(settings.value("opsramp.reads-per-minute")).contains("500");
    assertThat(settings.where("datto.reads-per-minute"))
        .isEqualTo("environment variable DATTO_READS_PER_MINUTE");
    assertThat(settings.where("opsramp.writes-per-minute")).isEqualTo("last.properties, line 2");
  }

  @Test
  void works_without_application_properties() {
    Settings settings =
        new ConfigFolder(folder)
            .variable("DATTO_PLATFORM", "merlot")
            .variable("CARAVAN_SYNCS", "datto-devices-to-ninox, " + ALERTS)
            .variable("CAMEL_MANAGEMENT_PORT", "0")
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.enabledSyncs()).containsExactly("datto-devices-to-ninox", ALERTS);
    assertThat(settings.accounts().get("datto").baseUrl())
        .hasToString("https://merlot-api.centrastage.net");
    assertThat(settings.camelProperties()).containsEntry("camel.management.port", "0");
  }

  @Test
  void takes_the_installations_file_where_the_working_folder_has_none() {
    Path install = folder.resolve("install");
    ConfigFolder.in(install, "caravan.installation=theirs");
    new ConfigFolder(folder).file("work/notes.txt");
    LoadRequest elsewhere =
        new LoadRequest(
            install,
            folder.resolve("work"),
            List.of(),
            Map.of(),
            RouteFolders.of(Path.of("routes")));

    assertThat(Settings.load(elsewhere).installation()).isEqualTo("theirs");

    ConfigFolder.in(folder.resolve("work"), "datto.platform=merlot");
    assertThat(Settings.load(elsewhere).installation()).isEqualTo("main");
  }

  @Test
  void takes_the_api_secret_variable_for_the_secret_of_any_account() {
    Settings settings =
        ConfigFolder.in(folder, "datto.platform=merlot", "datto-emea.vendor=datto-rmm")
            .variable("DATTO_API_SECRET", "first-secret\n")
            .variable("DATTO_EMEA_API_SECRET", "second-secret")
            .variable("DATTO_EMEA_PLATFORM", "vidal")
            .load();

    assertThat(settings.accounts().get("datto").setting("secret")).isEqualTo("first-secret");
    assertThat(settings.accounts().get("datto-emea").setting("secret")).isEqualTo("second-secret");
    assertThat(settings.secrets()).containsExactlyInAnyOrder("first-secret", "second-secret");
  }

  @Test
  void keeps_two_accounts_of_one_vendor_apart() {
    Settings settings =
        ConfigFolder.in(
                folder,
                "datto.platform=merlot",
                "datto.api-path=/one",
                "datto-emea.vendor=datto-rmm",
                "datto-emea.platform=syrah",
                ALERTS + ".source-account=datto-emea")
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.accounts().ofVendor("datto-rmm"))
        .extracting(account -> account.url("alerts-path"))
        .containsExactly(
            "https://merlot-api.centrastage.net/one/v2/account/alerts/open",
            "https://syrah-api.centrastage.net/api/v2/account/alerts/open");
    assertThat(settings.sync(ALERTS).sourceAccount()).isEqualTo("datto-emea");
    assertThat(settings.sync("datto-devices-to-ninox").sourceAccount()).isEqualTo("datto");
  }

  @Test
  void makes_an_account_from_the_environment_alone() {
    Settings settings =
        new ConfigFolder(folder)
            .variable("ATERA_NORTH_VENDOR", "atera")
            .variable("ATERA_NORTH_REQUESTS_PER_MINUTE", "300")
            .load();

    assertThat(settings.accounts().get("atera-north").limit("read")).isEqualTo(300);
  }

  @Test
  void applies_the_defaults_of_a_sync() {
    SyncSettings sync = new ConfigFolder(folder).load().sync(ALERTS, "datto-rmm", "atera");

    assertThat(sync.sourceAccount()).isEqualTo("datto");
    assertThat(sync.targetAccount()).isEqualTo("atera");
    assertThat(sync.every()).isEqualTo(Duration.ofSeconds(60));
    assertThat(sync.maxCreates()).hasValue(1000);
    assertThat(sync.maxCloses()).isEmpty();
    assertThat(sync.openAfter()).isZero();
    assertThat(sync.commentEvery()).isEqualTo(Duration.ofMinutes(60));
    assertThat(sync.oneTicketPer()).isEqualTo(SyncSettings.OneTicketPer.ALERT);
    assertThat(sync.onTargetClosed()).isEqualTo(SyncSettings.OnTargetClosed.IGNORE);
    assertThat(sync.extra("end-user-id")).isEmpty();
  }

  @Test
  void reads_no_limit_of_creates_from_zero() {
    Settings settings =
        ConfigFolder.in(folder, ALERTS + ".max-creates=0", ALERTS + ".max-closes=0").load();

    assertThat(settings.sync(ALERTS).maxCreates()).isEmpty();
    assertThat(settings.sync(ALERTS).maxCloses()).hasValue(0);
  }

  @Test
  void finds_contacts_beside_the_file_that_names_them() {
    Settings settings =
        new ConfigFolder(folder)
            .file("customers/contacts.csv", "site,end_user_id")
            .config("customers/acme.properties", ALERTS + ".contacts=contacts.csv")
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.sync(ALERTS).file("contacts"))
        .contains(folder.resolve("customers/contacts.csv"));
  }

  @Test
  void a_sync_has_the_keys_of_the_vendors_at_its_ends_only() {
    Settings settings =
        ConfigFolder.in(
                folder,
                ALERTS + ".technician-id=9",
                ALERTS + ".target-table=Devices",
                ALERTS + ".technican-id=9",
                "datto-devices-to-ninox.audits-per-cycle=5",
                "datto-devices-to-ninox.end-user-id=128")
            .load();

    assertThat(settings.problems())
        .extracting(Problem::sentence)
        .containsExactlyInAnyOrder(
            ALERTS
                + ".target-table (application.properties, line 2) is not a key that Caravan knows;"
                + " it is one of syncs that write to Ninox, which this one does not",
            ALERTS
                + ".technican-id (application.properties, line 3) is not a key that Caravan knows;"
                + " did you mean "
                + ALERTS
                + ".technician-id?",
            "datto-devices-to-ninox.end-user-id (application.properties, line 5) is not a key that"
                + " Caravan knows; it is one of syncs that write to Atera, which this one does"
                + " not");
  }

  @Test
  void a_mistake_in_a_descriptor_is_one_of_the_configuration_with_its_line() {
    Settings settings =
        ConfigFolder.in(folder, "atera.api-key=k", ALERTS + ".technician-id=9")
            .file("routes/vendors/atera/vendor.yaml", "id: atera", "nmae: Atera", "account: atera")
            .load();

    assertThat(settings.problems())
        .extracting(problem -> problem.where() + ": " + problem.what() + "; " + problem.hint())
        .contains("line 2: the descriptor has no member 'nmae'; did you mean name?")
        .noneMatch(sentence -> sentence.contains("not a key"));
  }

  @Test
  void keeps_the_ledger_where_the_file_that_names_it_is() {
    Settings settings =
        new ConfigFolder(folder)
            .config("acme/acme.properties", "caravan.store.url=jdbc:sqlite:./data/acme.db")
            .load();
    Settings other = new ConfigFolder(folder).load();

    assertThat(settings.store().url())
        .isEqualTo("jdbc:sqlite:" + folder.resolve("acme/data/acme.db"));
    assertThat(other.store().url()).isEqualTo("jdbc:sqlite:" + folder.resolve("data/caravan.db"));
  }

  @Test
  void knows_the_pipes_that_an_operator_added() {
    Settings settings =
        ConfigFolder.in(folder, "caravan.syncs=my-alerts", "my-alerts.every=5m")
            .file(
                "routes/syncs/my-alerts.pipe.yaml",
                "kind: Pipe",
                "spec:",
                "  source: {ref: {name: datto-rmm-alerts-source}}",
                "  sink: {ref: {name: atera-tickets-sink}}")
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.sync("my-alerts").targetAccount()).isEqualTo("atera");
    assertThat(settings.sync("my-alerts").every()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void gives_camel_every_default_and_its_own_keys_untouched() {
    Settings settings =
        ConfigFolder.in(
                folder,
                "datto.platform=merlot",
                "datto.limit-window=10s",
                "camel.main.name={{caravan.installation}}")
            .load();

    assertThat(settings.camelProperties())
        .containsEntry("datto.alerts-path", "/api/v2/account/alerts/open")
        .containsEntry("datto.reads-per-minute", "600")
        .containsEntry(ALERTS + ".every", "60s")
        .containsEntry(ALERTS + ".source-account", "datto")
        .containsEntry("camel.main.name", "{{caravan.installation}}")
        .doesNotContainKey("datto.api-key");
    assertThat(List.of("datto", "atera"))
        .map(settings.accounts()::get)
        .map(account -> account.window().plus(account.windowMargin()).toMillis())
        .containsExactly(10_250L, 61_500L);
  }

  @Test
  void a_port_that_kubernetes_tells_of_a_service_is_none_of_ours() {
    Settings settings =
        ConfigFolder.in(folder, "caravan.http.port=8081")
            .variable("CARAVAN_HTTP_PORT", "tcp://10.43.0.7:8080")
            .variable("CARAVAN_HTTP_PORT_8080_TCP_PROTO", "tcp")
            .variable("CARAVAN_HTTP_SERVICE_HOST", "10.43.0.7")
            .load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.value("caravan.http.port")).contains("8081");
  }

  @Test
  void strips_what_the_paths_of_a_vendor_begin_with_from_its_base_url() {
    Settings settings =
        ConfigFolder.in(
                folder,
                "datto.base-url=http://localhost:9700/datto/api/",
                "ninox.base-url=https://acme.ninoxdb.de/v1",
                "atera.base-url=http://127.0.0.1:9700/atera//")
            .load();

    assertThat(settings.accounts().get("datto").baseUrl())
        .hasToString("http://localhost:9700/datto");
    assertThat(settings.accounts().get("ninox").baseUrl()).hasToString("https://acme.ninoxdb.de");
    assertThat(settings.accounts().get("atera").baseUrl())
        .hasToString("http://127.0.0.1:9700/atera");
  }

  @ParameterizedTest
  @CsvSource({
    "datto.base-url, https://concord-api.centrastage.net/api/v2,"
        + " https://concord-api.centrastage.net",
    "datto.base-url, https://concord-api.centrastage.net/API/v2//,"
        + " https://concord-api.centrastage.net",
    "datto.base-url, https://proxy.example/apis/x, https://proxy.example/apis/x",
    "atera.base-url, https://app.atera.com/api/v3, https://app.atera.com",
    "atera.base-url, https://app.atera.com/api/, https://app.atera.com",
    "ninox.base-url, https://api.ninox.com/v1/teams, https://api.ninox.com",
    "ninox.base-url, https://api.ninox.com/v1/, https://api.ninox.com"
  })
  void strips_the_version_and_the_case_of_the_api_too(String key, String written, String plain) {
    Settings settings = ConfigFolder.in(folder, key + "=" + written).load();

    assertThat(settings.accounts().get(key.substring(0, key.indexOf('.'))).baseUrl())
        .hasToString(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bearer eyJhbGciOiJIUzI1NiJ9 | eyJhbGciOiJIUzI1NiJ9",
        "bearer: abc                 | abc",
        "Authorization: Bearer abc   | abc",
        "X-API-KEY: abc              | abc",
        "token abc                   | abc",
        "\"abc\"                     | abc",
        "'Bearer abc'                | abc",
        "Bearer                      | Bearer",
        "tokenabc                    | tokenabc",
        "\"abc                       | \"abc",
      })
  void drops_what_was_pasted_around_a_key(String written, String key) {
    Settings settings =
        new ConfigFolder(folder)
            .file("application.properties", "ninox.token=" + written)
            .variable("ATERA_API_KEY", written)
            .load();

    assertThat(settings.value("atera.api-key")).contains(key);
    assertThat(settings.value("ninox.token")).contains(key);
  }

  @Test
  void reads_utf_8_with_a_byte_order_mark_continued_lines_and_windows_line_ends() {
    Settings settings =
        ConfigFolder.in(
                folder,
                "\uFEFFcaravan.installation=Zürich\r",
                "# a comment that ends with a backslash \\",
                "caravan.syncs=datto-devices-to-ninox, \\\r",
                "    " + ALERTS + "\r",
                "atera.api-key=wrong-\\u00e9\r")
            .load();

    assertThat(settings.installation()).isEqualTo("Zürich");
    assertThat(settings.enabledSyncs()).containsExactly("datto-devices-to-ninox", ALERTS);
    assertThat(settings.value("atera.api-key")).contains("wrong-é");
    assertThat(settings.where("atera.api-key")).isEqualTo("application.properties, line 5");
  }

  @Test
  void takes_a_secret_as_it_is_unless_all_of_it_is_a_reference() {
    Settings settings =
        ConfigFolder.in(folder, "atera.api-key=a{{b}}c", "ninox.token={{env:NINOX_KEY}}")
            .variable("NINOX_KEY", "from-a-vault\n")
            .load();

    assertThat(settings.value("atera.api-key")).contains("a{{b}}c");
    assertThat(settings.value("ninox.token")).contains("from-a-vault");
    assertThat(settings.secrets()).contains("a{{b}}c", "from-a-vault");
  }

  @Test
  void needs_no_account_for_a_kamelet_of_no_vendor() {
    Settings settings =
        new ConfigFolder(folder)
            .file(
                "routes/syncs/own.pipe.yaml",
                "kind: Pipe",
                "spec: {source: {uri: 'timer:own'}, sink: {uri: 'log:own'}}")
            .load();

    assertThat(settings.sync("own").sourceAccount()).isEmpty();
  }

  @Test
  void hands_out_nothing_while_something_is_wrong() {
    Settings settings = ConfigFolder.in(folder, "datto.reads-per-minute=many").load();

    assertThatThrownBy(settings::accounts).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(settings::camelProperties).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(settings::store).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> settings.sync(ALERTS)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void accepts_the_file_that_is_shipped() {
    Settings settings =
        Settings.load(new LoadRequest(Path.of("").toAbsolutePath(), List.of(), Map.of()));

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.enabledSyncs()).containsExactly(ALERTS);
  }
}
