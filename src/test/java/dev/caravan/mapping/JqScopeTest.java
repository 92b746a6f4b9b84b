package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JqScopeTest {
  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          1787643495000                    , 2026-08-25T07:38:15Z
          1787643495                       , 2026-08-25T07:38:15Z
          1787643495.25                    , 2026-08-25T07:38:15.250Z
          1787643495250.0                  , 2026-08-25T07:38:15.250Z
          99999999999                      , 5138-11-16T09:46:39Z
          100000000000                     , 1973-03-03T09:46:40Z
          0                                , 1970-01-01T00:00:00Z
          "1787643495000"                  , 2026-08-25T07:38:15Z
          "2026-08-25T07:38:15Z"           , 2026-08-25T07:38:15Z
          "2026-08-25T09:38:15+02:00"      , 2026-08-25T07:38:15Z
          "2026-08-25T07:38:15.000+0000"   , 2026-08-25T07:38:15Z
          "2026-08-25T07:38:15.1234567"    , 2026-08-25T07:38:15.123456700Z
          "2026-08-25 07:38"               , 2026-08-25T07:38:00Z
          " 2026-08-25 "                   , 2026-08-25T00:00:00Z
          """)
  void reads_an_instant_however_it_is_written(String json, String instant) {
    assertThat(jq("instant", json).textValue()).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "\"\"", "\"tomorrow\"", "\"2026-13-01\"", "true", "{}", "[]", "1e300"})
  void what_is_no_instant_is_null(String json) {
    assertThat(jq("instant", json).isNull()).isTrue();
    assertThat(jq("rounded_to_hour", json).isNull()).isTrue();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          "datto-rmm"       , "Datto RMM"
          " opsramp "       , "OpsRamp"
          "a-vendor-of-ours", "a-vendor-of-ours"
          7                 , "7"
          ""                , null
          null              , null
          """)
  void names_a_vendor_as_its_folder_does(String json, String name) {
    assertThat(jq("vendor_name", json)).hasToString(name);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '¦',
      textBlock =
          """
          gsub("<"; "‹")                   ¦ "<b>"           ¦ "‹b>"
          gsub("b"; "B")                   ¦ "👩‍💻b 😀b"        ¦ "👩‍💻B 😀B"
          gsub("(?<a>[0-9]+)"; "(\\(.a))")  ¦ "1 of 22"       ¦ "(1) of (22)"
          gsub("X"; "-"; "i")              ¦ "axbX"          ¦ "a-b-"
          [gsub("a"; "1", "2")] | sort ¦ "aa"            ¦ ["11","12","21","22"]
          [gsub("a"; empty)]               ¦ "aa"            ¦ []
          [gsub("a", "b"; "-")]            ¦ "ab"            ¦ ["-b","a-"]
          gsub("x"; "y")                   ¦ ""              ¦ ""
          gsub("^"; "> ")                  ¦ "a"             ¦ "> a"
          """)
  void replaces_all_matches(String expression, String json, String answer) {
    assertThat(jq(expression, json)).hasToString(answer);
  }

  @Test
  void replaces_however_many_matches_there_are() {
    String text = "<".repeat(20_000);
    assertThat(jq("gsub(\"<\"; \"\")", '"' + text + '"').textValue()).isEmpty();
    assertThat(jq("as_html | length", '"' + text + '"').intValue()).isEqualTo(80_000);
  }

  @ParameterizedTest
  @CsvSource({
    "👩\u200d💻 ❤️\u200d🔥,👩\u200d💻 ❤️\u200d🔥",
    "می\u200cخواهم,می\u200cخواهم",
    "ක්\u200dෂ,ක්\u200dෂ",
    "pa\u200dss\u200cword,password",
    "é\u200d,é",
    "\u200dé,é",
    "é\u200d é,é é",
    "é\u200d\u200dé,é\u200dé"
  })
  void joiners_stay_where_they_join(String text, String read) {
    assertThat(jq("text", '"' + text + '"').textValue()).isEqualTo(read);
    assertThat(jq("decode_html_lines", '"' + text + '"').textValue()).isEqualTo(read);
  }

  @Test
  void cuts_between_signs() {
    String family = "👩\u200d👩\u200d👧";
    String text = '"' + family.repeat(3) + "e\u0301e\u0301" + '"';
    assertThat(jq("cut_at_word(13)", text).textValue()).isEqualTo(family + "…");
    assertThat(jq("cut_at_word(17)", text).textValue()).isEqualTo(family.repeat(2) + "…");
    assertThat(jq("cut_at_word(27)", text).textValue()).isEqualTo(family.repeat(3) + "e\u0301…");
    assertThat(jq("cut_at_word(5)", text).textValue()).isEqualTo("👩\u200d…");
    assertThat(jq("cut_at_word(2)", text).textValue()).isEqualTo("…");
  }

  @Test
  void rounds_an_instant_down_to_its_hour() {
    assertThat(jq("instant | rounded_to_hour", "1787643495999").textValue())
        .isEqualTo("2026-08-25T07:00:00Z");
  }

  @ParameterizedTest(name = "[{0}] cut to {1} is [{2}]")
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          short                 , 10 , short
          exactly ten           , 11 , exactly ten
          a longer sentence     , 12 , a longer…
          'one, two, three'     , 9  , 'one, two…'
          'one, (two'           , 7  , one…
          unbreakableword       , 8  , unbreak…
          😀😀😀                , 4  , 😀…
          😀😀😀                , 5  , 😀😀…
          ab                    , 1  , …
          """)
  void cuts_between_words_and_never_through_a_character(String text, int max, String cut) {
    JsonNode answer = jq("cut_at_word(" + max + ")", Mappings.JSON.valueToTree(text).toString());
    assertThat(answer.textValue()).isEqualTo(cut).hasSizeLessThanOrEqualTo(max);
  }

  @Test
  void decodes_entities_once_and_removes_what_cannot_be_seen() {
    assertThat(
            jq(
                "decode_html",
                "\"&lrm;R&amp;D \\u200b&lt;Nord&gt;&nbsp;&nbsp;&#39;x&apos;\\u0007\\u202e\""))
        .hasToString("\"R&D <Nord> 'x'\"");
    assertThat(jq("decode_html", "\"&amp;lt;\"").textValue()).isEqualTo("&lt;");
    assertThat(jq("decode_html", "\"AT&T ?a=1&copy=2\"").textValue()).isEqualTo("AT&T ?a=1&copy=2");
    assertThat(jq("decode_html", "\" a \\r\\n\\t b \\ud83d\"").textValue()).isEqualTo("a b");
  }

  @ParameterizedTest(name = "{0} reads {1}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      nullValues = "NOTHING",
      textBlock =
          """
          " a&amp;b "                   | a&b
          4.20                          | 4.2
          100.0                         | 100
          1e6                           | 1000000
          1e999                         | Infinity
          true                          | true
          ["a", null, 2, ["b"]]         | a, 2, b
          {"a": 1, "b": null}           | a: 1, b: -
          null                          | NOTHING
          "&lrm;"                       | NOTHING
          []                            | NOTHING
          {}                            | NOTHING
          """)
  void reads_any_value_as_a_line(String json, @Nullable String text) {
    assertThat(jq("text", json).textValue()).isEqualTo(text);
  }

  @Test
  void keeps_lines_where_they_are_wanted() {
    assertThat(jq("decode_html_lines", "\"\\n a  b \\r\\n\\r\\n\\n\\n c&amp;d\\n\"").textValue())
        .isEqualTo("a b\n\nc&d");
  }

  @ParameterizedTest
  @CsvSource({
    "diskName, disk name",
    "ABOVE_THRESHOLD, above threshold",
    "OID, oid",
    "prevVersion, prev version",
    "SNMPProbe, snmp probe",
    "C2, c2",
    "RunningAndUpToDate, running and up to date"
  })
  void says_machine_names_in_words(String name, String words) {
    assertThat(jq("in_words", "\"" + name + "\"").textValue()).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"decode_html", "decode_html_lines", "in_words", "cut_at_word(5)", "instant"})
  void null_stays_null(String function) {
    assertThat(jq(function, "null").isNull()).isTrue();
  }

  @Test
  void says_what_a_function_needs() {
    assertThatThrownBy(() -> jq("decode_html", "7"))
        .hasStackTraceContaining("decode_html needs text, not NUMBER");
    assertThatThrownBy(() -> jq("cut_at_word(0)", "\"x\""))
        .hasStackTraceContaining("needs a number of 1 or more");
  }

  @Test
  void finds_the_contact_of_a_site_or_null() {
    String call = "end_user_id(variable(\"sync\"); .)";
    assertThat(jq(call, "{\"name\":\"Voorbeeld Klant B.V.\"}").longValue()).isEqualTo(4711);
    assertThat(jq(call, "{\"name\":\"Unknown\"}").isNull()).isTrue();
    assertThat(jq(call, "null").isNull()).isTrue();
    assertThat(jq("end_user_id(\"other\"; .)", "{\"name\":\"Voorbeeld Klant B.V.\"}").isNull())
        .isTrue();
  }

  @Test
  void camels_own_functions_and_jqs_stay() {
    assertThat(
            jq(
                "[variable(\"account\"), constant(word), header(\"h\"), property(\"p\"),"
                    + " header(\"h\"; \"d\")]",
                "1"))
        .hasToString("[\"datto\",\"word\",null,null,\"d\"]");
    assertThat(jq("[.[] | select(. > 1)] | map(tostring) | join(\"-\")", "[1,2,3]").textValue())
        .isEqualTo("2-3");
  }

  @Test
  void changes_the_case_of_ascii_letters_as_jq_does_and_of_no_others() {
    assertThat(jq("[ascii_downcase, ascii_upcase]", "\"aZ[@Ä\\ud83d\\ude00\""))
        .hasToString("[\"az[@Ä\ud83d\ude00\",\"AZ[@Ä\ud83d\ude00\"]");
    assertThatThrownBy(() -> jq("ascii_upcase", "1")).hasStackTraceContaining("text");
  }

  @Test
  void leaves_out_one_member_and_nothing_else() {
    assertThat(jq("[without(\"a\"), without(\"x\"), .]", "{\"a\":1,\"b\":{\"a\":2}}"))
        .hasToString("[{\"b\":{\"a\":2}},{\"a\":1,\"b\":{\"a\":2}},{\"a\":1,\"b\":{\"a\":2}}]");
    assertThatThrownBy(() -> jq("without(\"a\")", "[1]"))
        .rootCause()
        .hasMessageContaining("object");
  }

  @Test
  void takes_many_members_in_one_step() {
    String record = "{\"a\":\" x  y\",\"b\":{\"c\":5,\"d\":null},\"e\":\"\"}";
    String shape =
        "({A: \"a\", in: {C: [\"b\", \"c\"], D: [\"b\", \"d\", \"x\"]}, E: \"e\", F: \"f\"})";
    assertThat(jq("shaped" + shape, record))
        .hasToString("{\"A\":\" x  y\",\"in\":{\"C\":5,\"D\":null},\"E\":\"\",\"F\":null}");
    assertThat(jq("texts" + shape, record))
        .hasToString("{\"A\":\"x y\",\"in\":{\"C\":\"5\",\"D\":null},\"E\":null,\"F\":null}");
    assertThat(jq("texts({A: \"a\"})", "7")).hasToString("{\"A\":null}");
    assertThat(jq("shaped({E: \"e?\", F: \"f?\"})", record)).hasToString("{\"E\":\"\"}");
    assertThatThrownBy(() -> jq("shaped({a: 1})", record))
        .rootCause()
        .hasMessageContaining("names");
  }

  @Test
  void makes_capitals_small() {
    assertThat(jq("map(lower)", "[\"ESXiHost Ä\",null]")).hasToString("[\"esxihost Ä\",null]");
    assertThatThrownBy(() -> jq("lower", "1")).hasStackTraceContaining("text");
  }

  @Test
  void looks_at_types_and_joins_texts() {
    assertThat(jq("[member(\"a\"), member(\"x\")]", "{\"a\":1}")).hasToString("[1,null]");
    assertThat(jq("map(member(\"a\"))", "[null,7,\"a\",[1]]")).hasToString("[null,null,null,null]");
    assertThat(jq("map(boolean)", "[true,false,null,\"true\",1]"))
        .hasToString("[true,false,null,null,null]");
    assertThat(jq("joined(\", \")", "[\"a\",null,\"\",7,true]")).hasToString("\"a, 7, true\"");
    assertThat(jq("joined(\", \")", "[null,\"\"]").isNull()).isTrue();
    assertThatThrownBy(() -> jq("joined(\", \")", "[[1]]"))
        .rootCause()
        .hasMessageContaining("needs texts");
  }

  private static JsonNode jq(String expression, String json) {
    try {
      return mappings
          .evaluate(
              "[" + expression + "]",
              Mappings.JSON.readTree(json),
              Map.of("account", "datto", "sync", "datto-alerts-to-atera-tickets"))
          .get(0);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
