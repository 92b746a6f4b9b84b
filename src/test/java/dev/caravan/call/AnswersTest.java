package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.call.VendorFailure.Unreadable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final String NAME = "Клиника Ångström 東京 \uD83D\uDE80";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "utf8", "UTF-16", "UTF-16LE", "windows-1251", "ISO-8859-5"})
  void a_text_is_read_in_the_charset_that_it_is_said_to_be_in(String charset) {
    String text = charset.toLowerCase().startsWith("utf") ? NAME : "Клиника";
    byte[] bytes = json(text).getBytes(Charset.forName(charset));

    assertThat(name(read(bytes, "application/json; charset=" + charset))).isEqualTo(text);
  }

  @Test
  void a_mark_of_the_order_of_bytes_is_no_part_of_it() {
    assertThat(name(read(("\uFEFF" + json(NAME)).getBytes(StandardCharsets.UTF_8), null)))
        .isEqualTo(NAME);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x80, 0xC0, 0xC3, 0xE4, 0xED, 0xF0, 0xF5, 0xFF, 0xC0AF, 0xE080, 0xEDA0, 0xF08F})
  void bytes_that_are_no_utf_8_are_replaced_and_stop_nothing(int wrong) {
    byte[] bytes = json("before##after, of which there is more").getBytes(StandardCharsets.UTF_8);
    int at = new String(bytes, StandardCharsets.UTF_8).indexOf("##");
    bytes[at] = (byte) (wrong > 0xFF ? wrong >> 8 : wrong);
    bytes[at + 1] = (byte) (wrong > 0xFF ? wrong : '#');

    assertThat(name(read(bytes, null)))
        .startsWith("before")
        .endsWith("after, of which there is more");
  }

  @Test
  void trees_are_what_jackson_makes_of_the_same_bytes() throws Exception {
    String json =
        "{\"a\":[1,-9999999999,12345678901234567890,1.5e3,0.1,true,false,null,\"x\\u00e9\"],"
            + "\"b\":{\"c\":{},\"d\":[[]]},\"e\":null}";

    assertThat(read(json.getBytes(StandardCharsets.UTF_8), null))
        .isEqualTo(new ObjectMapper().readTree(json));
  }

  @Test
  void what_is_beyond_the_limits_of_reading_is_said_and_is_no_broken_json() {
    assertThatThrownBy(() -> read(bytes("[".repeat(1_001) + "]".repeat(1_001)), null))
        .isInstanceOf(Unreadable.class)
        .hasMessageEndingWith(
            "JSON beyond what is read: Document nesting depth (1001) exceeds the maximum allowed"
                + " (1000)");
    assertThatThrownBy(() -> read(bytes("[\"" + "x".repeat(20_100_000) + "\"]"), null))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("JSON beyond what is read: String value length (")
        .hasMessageEndingWith("exceeds the maximum allowed (20000000)");
    assertThatThrownBy(() -> read(bytes("[" + "9".repeat(1_001) + "]"), null))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("JSON beyond what is read: Number value length (1001)");
  }

  @Test
  void a_number_beyond_a_double_is_not_said() {
    assertThat(read(bytes("{\"a\":1e999,\"b\":-1e999,\"c\":1e-999,\"d\":1.5}"), null))
        .hasToString("{\"a\":null,\"b\":null,\"c\":0.0,\"d\":1.5}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void nulls_are_left_out_of_the_objects_that_are_mostly_empty_and_of_no_other() {
    byte[] json =
        "{\"udf\":{\"udf1\":null,\"udf2\":\"v\",\"udf3\":{\"x\":null}},\"os\":null}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(SparseJson.readOrNull(json, Set.of("udf")))
        .hasToString("{\"udf\":{\"udf2\":\"v\",\"udf3\":{\"x\":null}},\"os\":null}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1", "[1,2", "{\"a\" 1}", "[1 2]", "{\"a\":nul}", "[01]"})
  void broken_json_is_said_with_its_place(String broken) {
    Exchange exchange = answered(broken.getBytes(StandardCharsets.UTF_8), null);

    assertThatThrownBy(() -> Answers.tree(exchange))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("broken JSON (line 1, column ");
    assertThat(Answers.treeOrNothing(exchange).isMissingNode()).isTrue();
  }

  @Test
  void nothing_is_no_json() {
    assertThatThrownBy(() -> Answers.tree(answered(new byte[0], null)))
        .hasMessageContaining("answered nothing where JSON was expected");
  }

  private static String json(String name) {
    return "{\"name\":\"%s\"}".formatted(name);
  }

  private static String name(JsonNode tree) {
    return tree.path("name").asText();
  }

  private static JsonNode read(byte[] bytes, String contentType) {
    return Answers.tree(answered(bytes, contentType));
  }

  /** As the call leaves it. */
  private static Exchange answered(byte[] bytes, String contentType) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(bytes);
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, contentType);
    byte[] utf8 = Body.utf8(exchange.getMessage());
    JsonNode tree = utf8 == null ? null : SparseJson.readOrNull(utf8, Set.of());
    exchange.getMessage().setBody(tree == null ? Body.text(utf8) : tree);
    exchange.setVariable(CallVariables.ACCOUNT, "datto");
    exchange.setVariable(CallVariables.METHOD, "GET");
    exchange.setVariable(CallVariables.URL, "http://localhost/x");
    return exchange;
  }
}
