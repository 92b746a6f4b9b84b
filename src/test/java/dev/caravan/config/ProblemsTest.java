package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
  private static final String ALERTS = "datto-alerts-to-atera-tickets";
  private static final String README = " (see README, Configuration)";

  @TempDir Path folder;

  @Test
  void says_all_that_a_sync_needs_at_once() {
    assertThat(new ConfigFolder(folder).sentencesFor(ALERTS))
        .containsExactly(
            ALERTS
                + ".end-user-id is missing; set it in application.properties or"
                + " DATTO_ALERTS_TO_ATERA_TICKETS_END_USER_ID, or "
                + ALERTS
                + ".contacts instead"
                + README,
            "datto.platform is missing; set it in application.properties or DATTO_PLATFORM"
                + README,
            "datto.api-key is missing; set it in application.properties or DATTO_API_KEY" + README,
            "datto.secret is missing; set it in application.properties or DATTO_SECRET" + README,
            "atera.api-key is missing; set it in application.properties or ATERA_API_KEY" + README);
  }

  @Test
  void says_misspelt_missing_and_malformed_together() {
    List<String> sentences =
        ConfigFolder.in(
                folder,
                "datto.platfrom=merlot",
                "datto.reads-per-minute=fast",
                "datto.api-key=key",
                "atera.base-url=app.atera.com",
                ALERTS + ".end-user-id=7",
                "caravan.syncs=datto-alert-to-atera-tickets")
            .sentencesFor(ALERTS);

    assertThat(sentences)
        .containsExactlyInAnyOrder(
            "datto.platfrom (application.properties, line 1) is not a key that Caravan knows;"
                + " did you mean datto.platform?",
            "datto.reads-per-minute (application.properties, line 2) must be a whole number from"
                + " 1 to 60000, not 'fast'",
            "atera.base-url (application.properties, line 4) must be an absolute URL such as"
                + " https://host, not 'app.atera.com'",
            "caravan.syncs (application.properties, line 6) names 'datto-alert-to-atera-tickets',"
                + " which is not a sync; did you mean "
                + ALERTS
                + "?",
            "datto.platform is missing; set it in application.properties or DATTO_PLATFORM"
                + README,
            "datto.secret is missing; set it in application.properties or DATTO_SECRET" + README,
            "atera.api-key is missing; set it in application.properties or ATERA_API_KEY" + README);
  }

  @Test
  void lists_the_platforms_for_a_wrong_one() {
    List<String> sentences =
        ConfigFolder.in(
                folder,
                "datto.platform=mer lo",
                "datto.base-url=https://{{datto.platform}}-api.centrastage.net")
            .sentencesFor();

    assertThat(sentences)
        .containsExactly(
            "datto.platform (application.properties, line 1) must be one of pinotage, merlot,"
                + " concord, vidal, zinfandel, syrah, not 'mer lo'; did you mean merlot?");
  }

  @Test
  void asks_for_no_platform_where_the_base_url_is_explicit() {
    ConfigFolder installation =
        ConfigFolder.in(
            folder,
            "datto.base-url=http://localhost:9700/datto",
            "datto.api-key=key",
            "datto.secret=secret",
            "atera.api-key=key",
            ALERTS + ".end-user-id=7");

    assertThat(installation.sentencesFor(ALERTS)).isEmpty();
    assertThat(installation.variable("DATTO_PLATFORM", "none").sentencesFor(ALERTS)).isEmpty();
  }

  @Test
  void tells_an_empty_secret_from_a_missing_one() {
    ConfigFolder installation =
        ConfigFolder.in(
            folder,
            "datto.platform=merlot",
            "datto.api-key=key",
            "datto.secret=  ",
            "atera.api-key=key",
            ALERTS + ".end-user-id=7");

    assertThat(installation.sentencesFor(ALERTS))
        .containsExactly(
            "datto.secret (application.properties, line 3) is empty; set it there or in"
                + " DATTO_SECRET"
                + README);
    assertThat(installation.variable("DATTO_API_SECRET", "\n").sentencesFor(ALERTS))
        .singleElement()
        .asString()
        .startsWith("datto.secret (environment variable DATTO_API_SECRET) is empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app.atera.com                  | must be an absolute URL",
        "ftp://app.atera.com            | must be an absolute URL",
        "https:///api                   | must be an absolute URL",
        "https://app.atera.com:99999    | must be an absolute URL",
        "https://app atera.com          | is not a URL",
        "http://app.atera.com           | must begin with https://",
        "http://localhost.evil.example  | must begin with https://",
        "https://app.atera.com?x=1      | must end before the ? or #",
        "https://app.atera.com/#top     | must end before the ? or #",
        "https://me:word@app.atera.com  | carries a user name or password",
      })
  void refuses_a_malformed_url(String url, String complaint) {
    assertThat(ConfigFolder.in(folder, "atera.base-url=" + url).sentencesFor())
        .singleElement()
        .asString()
        .startsWith("atera.base-url (application.properties, line 1) " + complaint)
        .doesNotContain("me:word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"datto.secret=a\\b", "x.file=C:\\\\a\\data", "ninox.token=\\\\\\q"})
  void says_that_the_format_drops_a_backslash(String line) {
    assertThat(ConfigFolder.in(folder, "# a\\b", line).sentencesFor())
        .anyMatch(
            it ->
                it.startsWith("application.properties (line 2) holds a backslash")
                    && it.contains("write two for one"));
  }

  @Test
  void has_nothing_against_escapes_and_two_backslashes() {
    assertThat(
            ConfigFolder.in(
                    folder, "datto.secret=a\\\\b\\u00e9\\:\\=\\#\\!", "atera.api-key=x\\", "y")
                .sentencesFor())
        .noneMatch(it -> it.contains("backslash"));
  }

  @Test
  void allows_plain_http_to_the_names_of_a_cluster_that_an_operator_lists() {
    String[] bases = {
      "atera.base-url=http://demo-sandbox:9700/atera",
      "ninox.base-url=http://sandbox.test.svc.cluster.local:9700/ninox",
    };
    assertThat(ConfigFolder.in(folder, bases).sentencesFor())
        .hasSize(2)
        .allMatch(it -> it.contains("must begin with https://"));
    String hosts = "demo-sandbox, sandbox.test.svc.cluster.local";
    assertThat(
            ConfigFolder.in(folder, bases)
                .variable("CARAVAN_PLAIN_HTTP_HOSTS", hosts)
                .sentencesFor())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.atera.com", "*", "10.0.0.1", "svc.example.com", "a.svc", ".", "a/b"})
  void no_vendor_can_be_spoken_to_without_tls(String host) {
    assertThat(
            ConfigFolder.in(
                    folder,
                    "atera.base-url=http://" + host.replace("*", "app.atera.com"),
                    "caravan.plain-http-hosts=" + host)
                .sentencesFor())
        .anyMatch(it -> it.startsWith("caravan.plain-http-hosts"))
        .anyMatch(it -> it.startsWith("atera.base-url"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://localhost:9700/atera | http://[::1]:9700 | http://127.0.0.1",
      })
  void allows_plain_http_on_this_machine(String first, String second, String third) {
    assertThat(
            ConfigFolder.in(
                    folder,
                    "atera.base-url=" + first,
                    "ninox.base-url=" + second,
                    "datto.base-url=" + third)
                .sentencesFor())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "datto.reads-per-minute=0       | must be a whole number from 1 to 60000, not '0'",
        "datto.reads-per-minute=1.5     | must be a whole number from 1 to 60000, not '1.5'",
        "datto.reads-per-minute=60001   | must be a whole number from 1 to 60000, not '60001'",
        "datto.parallel-calls=1000      | must be a whole number from 1 to 256, not '1000'",
        "caravan.http.port=70000        | must be a whole number from 0 to 65535, not '70000'",
        "datto.read-timeout=60          | must be a number and a unit",
        "datto.reserve=20               | must be a whole number from 0 to 90 and a percent sign",
        "datto.reserve=91%              | must be a whole number from 0 to 90 and a percent sign",
        "datto.limit-window=0s          | must be at least 100ms, not 0s",
        "datto.alerts-path=v2/alerts    | must be a path that begins with one slash",
        "datto.alerts-path=//evil/path  | must be a path that begins with one slash",
        "datto.api-path=/api?x=1        | must end before the ?, because other paths begin with it",
        "datto.alerts-path=/v2/a?x=1#b  | must be a path that begins with one slash",
        "datto-devices-to-ninox.close-after-absences=0 | must be a whole number from 1 to 1000, not"
            + " '0'",
        "datto-devices-to-ninox.close-touched=no       | must be one of comment, close, not 'no'",
        "atera.auth=basic               | must be one of auto, bearer, api-key, not 'basic'",
        "caravan.store.url=jdbc:h2:file:./x | must be jdbc:sqlite: and a file",
        "caravan.store.url=jdbc:sqlite:      | must be jdbc:sqlite: and a file",
        "caravan.store.url=jdbc:sqlite::memory: | must be jdbc:sqlite: and a file",
        "caravan.store.url=jdbc:sqlite:x.db?journal_mode=OFF | must be jdbc:sqlite: and a file,"
            + " such as jdbc:sqlite:./data/caravan.db, or jdbc:postgresql://HOST/DATABASE",
        "ninox.token=a\\nb              | holds a line break; paste it as one line",
        "datto.vendor=atera             | says 'atera', but datto is the account of datto-rmm",
        "acme.vendor=dato-rmm           | must be one of atera, datto-rmm,",
      })
  void says_what_a_value_must_be(String line, String complaint) {
    assertThat(ConfigFolder.in(folder, line).sentencesFor())
        .singleElement()
        .asString()
        .contains("(application.properties, line 1) " + complaint);
  }

  @Test
  void remarks_on_a_comment_behind_a_value() {
    assertThat(ConfigFolder.in(folder, "datto.reads-per-minute=300 # careful").sentencesFor())
        .singleElement()
        .asString()
        .endsWith("not '300 # careful'; a comment needs a line of its own in a properties file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "datto.api-secret=x                         | did you mean datto.secret?",
        "caravan.store.user=x                       | did you mean caravan.store.username?",
        "atera.request-per-minute=1                 | did you mean atera.requests-per-minute?",
        "dato.platform=merlot                       | did you mean datto.platform?",
        "datto-emea.platform=merlot                 | a further account needs"
            + " datto-emea.vendor=datto-rmm as well",
        "datto-alert-to-atera-tickets.every=1m      | did you mean"
            + " datto-alerts-to-atera-tickets.every?",
        "billing-to-ninox.target-table=A            | there is no sync 'billing-to-ninox'",
        "platform=merlot                            | did you mean datto.platform?",
        "atera.colour=blue                          | application.properties lists the keys there"
            + " are",
      })
  void suggests_what_an_unknown_key_may_have_meant(String line, String hint) {
    String key = line.substring(0, line.indexOf('='));
    assertThat(ConfigFolder.in(folder, line).sentencesFor())
        .singleElement()
        .asString()
        .startsWith(key + " (application.properties, line 1) is not a key that Caravan knows; ")
        .contains(hint);
  }

  @Test
  void leaves_camels_keys_alone_and_warns_of_strangers() {
    Settings settings = ConfigFolder.in(folder, "camel.main.whatever=1", "stranger.key=2").load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).extracting(Problem::key).containsExactly("stranger.key");
  }

  @Test
  void warns_of_a_key_that_is_set_twice_and_of_a_misspelt_variable() {
    Settings settings =
        ConfigFolder.in(folder, "datto.platform=merlot", "", "datto.platform=vidal")
            .variable("DATTO_SECRTE", "x")
            .variable("DATTO_SERVICE_HOST", "10.0.0.1")
            .load();

    assertThat(settings.value("datto.platform")).contains("vidal");
    assertThat(settings.warnings())
        .extracting(Problem::sentence)
        .containsExactly(
            "datto.platform (application.properties, line 3) is set on line 1 as well;"
                + " the later one counts",
            "DATTO_SECRTE (environment) sets nothing; did you mean DATTO_SECRET?");
  }

  @Test
  void says_where_the_contacts_were_looked_for() {
    assertThat(
            new ConfigFolder(folder)
                .config("acme/acme.properties", ALERTS + ".contacts=nobody.csv")
                .sentencesFor())
        .containsExactly(
            ALERTS
                + ".contacts (acme/acme.properties, line 1) names a file that does not exist or"
                + " cannot be read: "
                + folder.resolve("acme/nobody.csv"));
  }

  @Test
  void says_that_a_config_file_is_missing_or_not_utf_8() {
    ConfigFolder installation = new ConfigFolder(folder).config("gone.properties");
    assertThat(folder.resolve("gone.properties").toFile().delete()).isTrue();

    assertThat(installation.sentencesFor())
        .containsExactly("gone.properties does not exist; check the path");
  }

  @Test
  void asks_for_tables_accounts_and_syncs_that_exist() {
    List<String> sentences =
        ConfigFolder.in(
                folder,
                "datto-devices-to-ninox.source-account=atera",
                "datto-devices-to-ninox.target-account=ninoks")
            .sentencesFor("datto-devices-to-ninox", "datto-alerts-to-atera-ticket");

    assertThat(sentences)
        .contains(
            "datto-devices-to-ninox.source-account (application.properties, line 1) names atera,"
                + " an account of atera; name one of datto-rmm",
            "datto-devices-to-ninox.target-account (application.properties, line 2) names 'ninoks',"
                + " which is not an account; did you mean ninox?",
            "datto-devices-to-ninox.target-table is missing; set it in application.properties or"
                + " DATTO_DEVICES_TO_NINOX_TARGET_TABLE"
                + README,
            "datto-alerts-to-atera-ticket is not a sync; did you mean " + ALERTS + "?");
  }

  @Test
  void names_the_variable_that_a_secret_refers_to_in_vain() {
    assertThat(ConfigFolder.in(folder, "ninox.token={{env:NO_SUCH_TOKEN}}").sentencesFor())
        .containsExactly(
            "ninox.token (application.properties, line 1) refers to {{env:NO_SUCH_TOKEN}}, which is"
                + " not set");
  }

  @Test
  void never_shows_a_secret() {
    ConfigFolder installation =
        ConfigFolder.in(
                folder,
                "atera.api-key=hush-hush-1",
                "datto.platform={{atera.api-key}}",
                "ninjaone.scope=x",
                "opsramp.auth-token=hush-hush-2",
                "caravan.store.url=jdbc:mysql://h/?password=hush-hush-3",
                "ninox.token=hush\\thush-hush-4")
            .variable("DATTO_SECRET", "hush-hush-5");
    Settings settings = installation.load();

    assertThat(settings.problems()).hasSizeGreaterThan(2);
    assertThat(settings + " " + settings.problems() + " " + settings.warnings())
        .doesNotContain("hush-hush");
    assertThatThrownBy(() -> settings.requireFor(List.of("datto", "atera"), List.of(ALERTS)))
        .isInstanceOf(ConfigurationException.class)
        .message()
        .doesNotContain("hush-hush");
  }
}
