package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.account.Account;
import dev.caravan.cycle.OperatorActionRequired;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLES =
      """
      [{"id":"A","name":"B","fields":[]}, {"id":"B","name":"Devices"}, {"id":"C","name":"Twice"},
       {"id":"D","name":"Twice"}]
      """;

  @ParameterizedTest
  @CsvSource({"A, A", "B, B", "Devices, B", "C, C"})
  void is_found_by_id_before_name(String wanted, String id) throws JsonProcessingException {
    JsonNode found = TableSchema.find(JSON.readTree(TABLES), wanted, "table", "s.target-table");
    assertThat(found.path("id").asText()).isEqualTo(id);
  }

  @Test
  void says_what_there_is_when_it_is_not_found() {
    assertThatThrownBy(
            () -> TableSchema.find(JSON.readTree(TABLES), "X", "table", "s.target-table"))
        .isInstanceOf(OperatorActionRequired.class)
        .hasMessageContaining("no table X")
        .hasMessageContaining("Devices (B)");
    assertThatThrownBy(
            () -> TableSchema.find(JSON.readTree(TABLES), "Twice", "table", "s.target-table"))
        .isInstanceOf(OperatorActionRequired.class)
        .hasMessageContaining("give s.target-table an id: C, D");
  }

  @ParameterizedTest
  @CsvSource({"string, true", "html, true", "number, false", "fn, false", "choice, false"})
  void needs_a_text_field_for_the_marker(String type, boolean fits) {
    TableSchema table = table("ExternalRef", type);
    if (fits) {
      table.requireMarker();
    } else {
      assertThatThrownBy(table::requireMarker)
          .isInstanceOf(OperatorActionRequired.class)
          .hasMessageContaining("of the type " + type);
    }
  }

  @Test
  void leaves_out_what_it_lacks_what_is_computed_and_the_marker() {
    TableSchema table =
        table("Name", "string", "Label", "fn", "Back", "rev", "ExternalRef", "string");
    ObjectNode fields = JSON.createObjectNode();
    fields.put("Name", "x").put("Label", "x").put("Back", "x").put("ExternalRef", "x");
    fields.put("Other", "x");
    Misfits misfits = new Misfits();
    assertThat(new Fitting(table, Instant.EPOCH, misfits).fit(fields).toString())
        .isEqualTo("{\"Name\":\"x\"}");
    assertThat(misfits.sentences(table).values())
        .satisfiesExactly(
            lacking -> assertThat(lacking).contains("Devices lacks the columns Other:"),
            computed -> assertThat(computed).contains("columns Back, ExternalRef, Label of the"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://go.ninox.com",
        "https://GO.NINOX.COM/api",
        "https://example.test/api/v1/workspace/abc"
      })
  void refuses_the_address_of_ninox_4(String url) {
    assertThatThrownBy(() -> Ninox4.refuseAddress(account(url)))
        .isInstanceOf(OperatorActionRequired.class)
        .hasMessageContaining("Ninox 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://api.ninox.com", "https://acme.ninoxdb.de", "http://localhost:9700/ninox"})
  void accepts_the_addresses_of_the_classic_one(String url) {
    Ninox4.refuseAddress(account(url));
    assertThat(account(url).baseUrl()).hasToString(url);
  }

  private static Account account(String url) {
    return new Account("ninox", "ninox", URI.create(url), Map.of());
  }

  private static TableSchema table(String... namesAndTypes) {
    ObjectNode table = JSON.createObjectNode();
    var fields = table.putArray("fields");
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      fields.addObject().put("name", namesAndTypes[i]).put("type", namesAndTypes[i + 1]);
    }
    return new TableSchema(
        "Devices", "", "", TableSchema.columns(table, new Column.Forms(false, false)));
  }
}
