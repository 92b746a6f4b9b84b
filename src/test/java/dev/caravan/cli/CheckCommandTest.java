package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.atera.AteraVendor;
import dev.caravan.sandbox.datto.DattoVendor;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 10, 0))
            .with("caravan.syncs", SYNC)
            .with(SYNC + ".technician-id", "9");
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed check() {
    return Typed.caravan("check", "--config", here.configFile().toString());
  }

  @Test
  void says_what_the_credentials_open_and_which_sites_have_no_contact() {
    Typed check = check();
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    assertThat(check.out())
        .contains("datto: the credentials open account")
        .contains("atera: the credentials open account")
        .contains(
            "no contacts file; the tickets of all 3 sites go to end-user-id 128; rows for one,"
                + " from")
        .contains("    " + DattoVendor.siteName(0) + ",1000")
        .doesNotContain("Managed", "OnDemand", "Deleted Devices");
  }

  @Test
  void says_which_keys_are_read_from_files_and_never_their_values() throws IOException {
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Files.writeString(mounted.resolve("atera.api-key"), "no-such-key\n");
    here.with("caravan.config-dir", mounted.toString());

    Typed check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out())
        .contains("atera.api-key: file " + mounted.resolve("atera.api-key"), "✗ atera: 401")
        .doesNotContain("no-such-key");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void tells_a_page_of_something_in_between_from_a_refusal_of_the_vendor(int status) {
    here.sandbox
        .faults()
        .add(
            Fault.of(Fault.Kind.STATUS)
                .on("atera", "GET", "/account")
                .withStatus(status)
                .withBody(
                    "text/html",
                    "<!DOCTYPE html><html><head><title>Access denied</title></head></html>"));

    Typed check = check();

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out())
        .contains("✗ atera: %d, something on the way to".formatted(status), "'Access denied'")
        .doesNotContain("lacks a right", "create a new one");
  }

  @Test
  void warns_of_what_other_users_can_read_of_the_store() throws IOException {
    Path file = folder.resolve("store.db");
    here.sync();
    assertThat(check().out()).contains("store.db", "can be opened").doesNotContain("chmod");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    Typed check = check();

    assertThat(check.exitCode()).isZero();
    assertThat(check.out())
        .contains("! store: other users of this machine may read who your customers are")
        .contains("    chmod go-rwx " + folder + "\n", "    chmod go-rwx " + file + "\n")
        .doesNotContain("store-budget");
  }

  @Test
  void warns_of_credentials_that_other_users_can_read() throws IOException {
    Path open = Files.writeString(folder.resolve("open.properties"), "atera.api-key=x\n");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    String[] typed = {"check", "--config", here.configFile().toString(), "--config", "" + open};

    assertThat(Typed.caravan(typed).out())
        .contains("! configuration: other users of this machine may read your credentials")
        .contains("    chmod go-rwx " + open + "\n");

    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------"));
    assertThat(Typed.caravan(typed).out()).doesNotContain("chmod");
  }

  @Test
  void says_where_the_tenants_lists_show_the_marker() {
    assertThat(check().out()).contains("there is no ticket yet that shows where markers");
    here.sandbox.atera().createTicket("Printer", "by hand");
    assertThat(check().out()).contains("by the marker in the first line of their description");
    here.sandbox.atera().set(Map.of("firstComment", "null"));
    Typed check = check();
    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).contains("by the marker at the end of their title");
  }

  @Test
  void suggests_the_contact_person_of_the_customer_of_the_same_name() {
    AteraVendor atera = here.sandbox.atera();
    atera.seed(List.of(), 0, 0, 1);
    long customer = atera.addCustomer(DattoVendor.siteName(0).toUpperCase(Locale.ROOT));
    atera.addContact(customer, TicketScenario.json("{\"IsContactPerson\":false}"));
    long person = atera.addContact(customer, TicketScenario.json("{\"CustomerName\":null}"));
    atera.addContact(customer, TicketScenario.json("{\"IsContactPerson\":null}"));
    long lonely = atera.addCustomer(DattoVendor.siteName(1));
    atera.addContact(lonely, TicketScenario.json("{\"Archived\":true}"));

    assertThat(check().out())
        .contains("    %s,%d\n".formatted(DattoVendor.siteName(0), person))
        .contains("    %s: the customer exists, has no contact".formatted(DattoVendor.siteName(1)))
        .contains("    %s: Atera has no customer of that name".formatted(DattoVendor.siteName(2)));
  }

  @Test
  void customers_are_read_page_by_page_where_the_operator_says_they_are() {
    AteraVendor atera = here.sandbox.atera();
    atera.seed(List.of(), 0, 0, 1);
    atera.addCustomer(DattoVendor.siteName(0));
    for (int i = 0; i < 60; i++) {
      atera.addCustomer("Customer " + i);
    }
    here.sandbox.log().clear();
    assertThat(check().out()).contains(DattoVendor.siteName(0) + ": the customer exists");
    assertThat(here.sandbox.log().entries(entry -> entry.path().endsWith("/customers"))).hasSize(2);

    here.with("atera.customers-path", "/api/v3/nowhere");
    Typed astray = check();
    assertThat(astray.exitCode()).isEqualTo(2);
    assertThat(astray.out())
        .contains("/api/v3/nowhere answered 404", "    " + DattoVendor.siteName(0) + "\n");
  }

  @Test
  void a_number_of_devices_that_is_not_said_is_not_zero() {
    here.sandbox
        .faults()
        .add(
            Fault.status(200)
                .withBody(
                    "application/json", "{\"uid\":\"u1\",\"name\":null,\"devicesStatus\":null}")
                .on("datto", "GET", "/v2/account$")
                .times(0));
    assertThat(check().out())
        .contains(
            "✓ datto: the credentials open account (not said) (u1) with a number of devices that"
                + " Datto RMM does not say")
        .doesNotContain("0 devices", "null");
  }

  @Test
  void says_what_is_missing_although_a_vendor_has_no_address() {
    here.with("datto.base-url", "");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out() + check.err()).contains("datto.platform is missing");
  }

  @Test
  void says_nothing_of_sites_when_all_are_mapped() throws IOException {
    Path contacts = folder.resolve("contacts.csv");
    Files.writeString(
        contacts,
        "site,end_user_id\n%s,1000\n%s,1001\n%s,1002\n"
            .formatted(
                DattoVendor.siteName(0).toUpperCase(Locale.ROOT),
                DattoVendor.siteName(1),
                DattoVendor.siteName(2)));
    here.with(SYNC + ".contacts", contacts.toString());
    assertThat(check().out()).contains("all 3 sites have a contact of their own");
    Files.writeString(contacts, "site,end_user_id\n%s,1000\n".formatted(DattoVendor.siteName(0)));
    assertThat(check().out())
        .contains(
            "2 of 3 sites have no row in the contacts file, so their tickets go to contact 128;"
                + " rows for it, from");
    Files.writeString(contacts, "site,end_user_id\nNowhere,4711\n");
    Typed wrong = check();
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).contains("'Nowhere' the contact 4711, which Atera does not have");
    assertThat(wrong.out())
        .contains("rows for sites that the credentials do not see", "    Nowhere\n");
  }

  @Test
  void a_contact_that_does_not_exist_is_exit_2() {
    here.with(SYNC + ".end-user-id", "999");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).contains("end-user-id=999 is no contact");
  }

  @Test
  void every_refused_credential_is_named_at_once_without_its_value() {
    here.with("datto.secret", "not-the-secret").with("atera.api-key", "not-the-api-key");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out())
        .contains("✗ datto: 401, the key pair is refused", "✗ atera: 401, the API key is refused")
        .contains("sent as X-API-KEY", "atera.auth=bearer")
        .doesNotContain("not-the-secret", "not-the-api-key");
  }

  @Test
  void an_address_without_the_api_is_named() {
    here.with("datto.base-url", here.sandbox.uri() + "/nothing");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).contains("✗ datto: 404, there is no such API at");
  }

  @Test
  void what_is_missing_in_the_configuration_and_what_is_refused_come_together() {
    here.with("datto.secret", "").with("atera.api-key", "not-the-api-key");
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).contains("datto.secret", "is empty", "✗ atera: 401");
  }

  @Test
  void an_unknown_key_and_a_store_that_cannot_be_opened_are_exit_2() {
    assertThat(
            new Typed[] {
              Typed.caravan("check", "--config", here.with("datto.secrt", "x").configFile() + "")
            })
        .allSatisfy(
            check -> {
              assertThat(check.exitCode()).isEqualTo(2);
              assertThat(check.out()).contains("datto.secrt");
            });
  }

  @Test
  void says_that_no_sync_is_named_only_where_none_is() {
    String none = "names no sync, so none was checked";
    here.with("caravan.syncs", "");
    assertThat(check())
        .satisfies(
            check -> {
              assertThat(check.exitCode()).isZero();
              assertThat(check.out()).contains(none);
            });

    here.with("caravan.syncs", SYNC + ", datto-alrts-to-atera-tickets");
    assertThat(check().out()).contains("datto-alrts-to-atera-tickets").doesNotContain(none);

    here.with("caravan.syncs", "our-alerts").with("caravan.routes-dirs", "nowhere");
    assertThat(check().out()).contains("nowhere, which does not exist").doesNotContain(none);
  }

  @Test
  void a_vendor_that_is_not_there_is_exit_4() {
    here.with("atera.base-url", "http://localhost:1");
    here.sandbox.datto().set(Map.of("readLimit", 600));
    Typed check = check();
    assertThat(check.exitCode()).isEqualTo(4);
    assertThat(check.out()).contains("✗ atera: cannot be reached at http://localhost:1");
  }

  @Test
  void without_a_technician_it_says_that_no_comments_are_written() {
    here.with(SYNC + ".technician-id", "");
    assertThat(check().out()).contains("no comments will be written");
  }

  @Test
  void json_is_one_object() {
    Typed check = Typed.caravan("check", "--json", "--config", here.configFile().toString());
    assertThat(check.json().path("fine").asBoolean()).isTrue();
    assertThat(check.json().path("findings")).isNotEmpty();
  }
}
