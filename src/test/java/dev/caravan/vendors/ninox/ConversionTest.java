package dev.caravan.vendors.ninox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.vendors.ninox.Column.Forms;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T23:59:59.500Z");
  private static final Map<String, String> CHOICES = Map.of("1", "server", "2", "laptop");

  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest(name = "{0} <- {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "string, \"x\", \"x\"",
        "string, 5, \"5\"",
        "string, true, \"true\"",
        "string, \"\", null",
        "string, null, null",
        "number, 5, 5",
        "number, \"7.5\", 7.5",
        "number, true, 1",
        "boolean, true, true",
        "boolean, \"no\", false",
        "boolean, 0, false",
        "date, \"2026-11-20T09:10:00Z\", \"2026-11-20\"",
        "date, \"2026-11-20T23:10:00-05:00\", \"2026-11-21\"",
        "date, \"now\", \"2026-11-20\"",
        "timestamp, \"2026-11-20T09:10:00.123Z\", \"2026-11-20T09:10:00\"",
        "timestamp, \"2026-11-20T09:10:00\", \"2026-11-20T09:10:00\"",
        "timestamp, \"2026-11-20\", \"2026-11-20T00:00:00\"",
        "datetime, \"now\", \"2026-11-20T23:59:59\"",
        "choice, \"server\", \"server\"",
        "choice, \"SERVER\", \"server\"",
        "choice, \"2\", \"laptop\"",
        "choice, \"toaster\", \"toaster\"",
        "multi, [\"server\"|\"2\"], [\"server\"|\"laptop\"]",
        "multi, \"server\", [\"server\"]",
        "ref, \"17\", 17",
        "email, \"a@example.test\", \"a@example.test\""
      })
  void gives_a_value_the_form_of_its_column(String type, String value, String expected)
      throws JsonProcessingException {
    Column column = new Column("A", "Column", type, CHOICES, new Forms(false, false));
    assertThat(Conversion.convert(column, json.readTree(value.replace('|', ',')), NOW))
        .hasToString(expected.replace('|', ','));
  }

  @ParameterizedTest(name = "{0} <- {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "number, \"10.0.0.4\"",
        "number, [5]",
        "ref, \"7.5\"",
        "ref, true",
        "boolean, \"perhaps\"",
        "date, \"soon\"",
        "date, 20261120",
        "timestamp, \"soon\"",
        "datetime, true"
      })
  void has_no_form_for_a_value_that_the_column_cannot_hold(String type, String value)
      throws JsonProcessingException {
    Column column = new Column("A", "Column", type, CHOICES, new Forms(false, false));
    assertThat(Conversion.convert(column, json.readTree(value), NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "true, false, choice, \"server\", \"1\"",
        "true, false, multi, [\"server\"|\"laptop\"], [\"1\"|\"2\"]",
        "true, true, multi, [\"server\"|\"laptop\"], \"1| 2\"",
        "false, true, multi, [\"server\"|\"laptop\"], \"server| laptop\"",
        "false, true, choice, \"server\", \"server\""
      })
  void writes_choices_in_the_form_that_the_account_is_set_to(
      boolean byId, boolean asText, String type, String value, String expected)
      throws JsonProcessingException {
    Column column = new Column("A", "Column", type, CHOICES, new Forms(byId, asText));
    assertThat(Conversion.convert(column, json.readTree(value.replace('|', ',')), NOW))
        .hasToString(expected.replace('|', ','));
  }
}
