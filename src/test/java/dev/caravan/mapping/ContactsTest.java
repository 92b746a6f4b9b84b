package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsTest {
  @TempDir Path folder;

  @Test
  void finds_a_site_by_name_or_uid_whatever_its_case_and_blanks() throws IOException {
    Contacts contacts = read("site,end_user_id\n Acme GmbH ,128\n2222-AB, 129 \n");
    assertThat(contacts.endUserId(site(null, "ACME gmbh"))).hasValue(128);
    assertThat(contacts.endUserId(site("2222-ab ", "Other"))).hasValue(129);
    assertThat(contacts.endUserId(site("9", "Acme"))).isEmpty();
    assertThat(contacts.endUserId(site(null, null))).isEmpty();
    assertThat(contacts.sites()).containsExactly("2222-AB", "Acme GmbH");
  }

  @Test
  void finds_a_site_however_its_accents_and_blanks_are_encoded() throws IOException {
    Contacts contacts =
        read("site,end_user_id\nCafe\u0301 Nord,128\nM\u00fcller  & S\u00f6hne,129\n");
    assertThat(contacts.endUserId(site(null, "CAF\u00c9\u00a0NORD"))).hasValue(128);
    assertThat(contacts.endUserId(site(null, "mu\u0308ller & so\u0308hne"))).hasValue(129);
    assertThat(contacts.endUserId(site(null, "Cafe Nord"))).isEmpty();
  }

  @Test
  void two_rows_for_one_site_are_one_too_many_however_they_are_encoded() {
    assertThatThrownBy(() -> read("Cafe\u0301,1\nCAF\u00c9,2\n"))
        .isInstanceOf(ContactsException.class);
  }

  @Test
  void a_row_for_the_uid_wins_over_one_for_the_name() throws IOException {
    Contacts contacts = read("Acme,1\nuid-1,2\n");
    assertThat(contacts.endUserId(site("uid-1", "Acme"))).hasValue(2);
    assertThat(contacts.endUserId(site("uid-2", "Acme"))).hasValue(1);
  }

  @Test
  void reads_what_spreadsheets_write() throws IOException {
    Contacts contacts =
        read(
            "\uFEFFsite,end_user_id\r\n"
                + "\"Smith, \"\"Sons\"\" & Co\",7\r\n\r\n"
                + "\"Zwei\n"
                + "Zeilen\",8\r\n"
                + "Müller,9");
    assertThat(contacts.endUserId(site(null, "Smith, \"Sons\" & Co"))).hasValue(7);
    assertThat(contacts.endUserId(site(null, "Zwei\nZeilen"))).hasValue(8);
    assertThat(contacts.endUserId(site(null, "müller"))).hasValue(9);
  }

  @Test
  void with_a_heading_columns_may_stand_in_any_order_beside_others() throws IOException {
    Contacts contacts = read("End_User_Id,Note,Site\n5,main,Acme\n");
    assertThat(contacts.endUserId(site(null, "Acme"))).hasValue(5);
  }

  @Test
  void names_every_bad_row_with_its_line_and_a_remedy() {
    assertThatExceptionOfType(ContactsException.class)
        .isThrownBy(
            () ->
                read(
                    "Acme,12a\n"
                        + "\"Two\n"
                        + "lines\",1\n"
                        + ",5\n"
                        + "Beta,\n"
                        + "Gamma;7\n"
                        + "Delta,1,2\n"
                        + "two\n"
                        + "Acme,3\n"
                        + "acme,4\n"
                        + "Zero,0\n"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p ->
                            assertThat(p)
                                .contains("contacts.csv line 1 ", "'12a'", "'Acme'", "numeric id"),
                        p -> assertThat(p).contains("line 4 names no site", "remove the row"),
                        p -> assertThat(p).contains("line 5 ", "''", "'Beta'"),
                        p -> assertThat(p).contains("line 6 ", "semicolons", "commas"),
                        p -> assertThat(p).contains("line 7 has 3 columns", "double quotes"),
                        p -> assertThat(p).contains("line 8 has 1 columns"),
                        p ->
                            assertThat(p)
                                .contains("line 10 ", "'acme' contact 4, but line 9 gives it 3"),
                        p -> assertThat(p).contains("line 11 ", "'0'")));
  }

  @Test
  void says_where_quotes_do_not_close() {
    assertThatExceptionOfType(ContactsException.class)
        .isThrownBy(() -> read("Acme,1\n\"Beta,2\nGamma,3\n"))
        .withMessageContaining("is not CSV")
        .withMessageContaining("check its quotes");
  }

  @Test
  void says_when_the_file_is_missing_or_not_utf_8() throws IOException {
    assertThatExceptionOfType(ContactsException.class)
        .isThrownBy(() -> Contacts.read(folder.resolve("none.csv")))
        .withMessageContaining("none.csv does not exist");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "M\u00fcller,1".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(ContactsException.class)
        .isThrownBy(() -> Contacts.read(latin))
        .withMessageContaining("is not UTF-8");
  }

  @Test
  void an_empty_table_knows_nobody() throws IOException {
    assertThat(read("").sites()).isEmpty();
    assertThat(read("site,end_user_id\n").sites()).isEmpty();
  }

  @Test
  void each_sync_has_its_own_table() throws IOException {
    ContactBook book = ContactBook.bySync(Map.of("one", read("Acme,1"), "two", read("Acme,2")));
    assertThat(List.of("one", "two", "three"))
        .extracting(sync -> book.endUserId(sync, site(null, "Acme")))
        .containsExactly(OptionalLong.of(1), OptionalLong.of(2), OptionalLong.empty());
  }

  private Contacts read(String csv) throws IOException {
    Path file = folder.resolve("contacts.csv");
    Files.writeString(file, csv);
    return Contacts.read(file);
  }

  private static ObjectNode site(@Nullable String id, @Nullable String name) {
    return Mappings.JSON.createObjectNode().put("id", id).put("name", name);
  }
}
