package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a vendor leaves out or sends in its place, the page is mapped: one odd record must not
 * stop a sync. Every jq file that is there is tried, found by looking into the folders.
 */
class MappingTotalityTest {
  private static final int ROUNDS = 4;

  private static final List<JsonNode> ODD =
      Stream.of(
              "null",
              "\"\"",
              "\"odd\"",
              "\" \\t\\n \"",
              "\"\\u0000\\u0007\\u001b[31m\"",
              "\"\\ud83d\"",
              "\"<script>alert(1)</script> &lt;b&gt; &amp;amp;\"",
              "\"\\u202eمرحبا\\u202c \\u200fשלום 你好 👩‍👩‍👧 e\\u0301\"",
              "\"12\"",
              "\"-1e400\"",
              "\"true\"",
              "-1",
              "0",
              "1e300",
              "123456789012345678901234567890",
              "0.1",
              "true",
              "false",
              "{}",
              "[]",
              "{\"x\":null}",
              "[\"x\",null,{\"y\":[1]}]",
              '"' + "very long 👩‍💻 ".repeat(650) + '"')
          .map(MappingTotalityTest::parsed)
          .toList();

  /** Where a file takes the identity of a record from. */
  static final Pattern KEY = Pattern.compile("\\(\\.(\\w+)\\? // null \\| text\\) as \\$key");

  private static final Pattern PAGE = Pattern.compile("else error\\(\"expected an array of ");

  /** What our own changes become; no vendor and no mapping can leave anything out of them. */
  private static final Pattern OF_OURS = Pattern.compile(".*-(create|update|comment)");

  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  private static Stream<String> all() {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files
          .filter(file -> file.toString().endsWith(".jq") && !FunctionFiles.isOne(file))
          // What these are given is an event of ours, and no vendor's.
          .filter(file -> !file.startsWith("routes/notify"))
          .map(file -> file.getFileName().toString().replace(".jq", ""))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> ofPages() {
    return all().filter(mapping -> PAGE.matcher(text(mapping)).find());
  }

  private static Stream<String> ofVendorsPages() {
    return ofPages().filter(mapping -> !mapping.contains("-to-"));
  }

  /** States, views and the like: what is no page of records. */
  private static Stream<String> ofOtherAnswers() {
    return all()
        .filter(mapping -> !PAGE.matcher(text(mapping)).find())
        .filter(mapping -> !OF_OURS.matcher(mapping).matches());
  }

  @Test
  void every_file_is_tried() {
    assertThat(ofPages()).hasSizeGreaterThan(15);
    assertThat(ofVendorsPages()).allMatch(mapping -> KEY.matcher(text(mapping)).find());
    assertThat(ofOtherAnswers()).hasSizeGreaterThan(12);
  }

  @ParameterizedTest
  @MethodSource("ofPages")
  void maps_a_page_whatever_members_are_null(String mapping) {
    everyAnswerHasOneRecordEach(mapping, new Spoiler(new Random(1), key(mapping), 1, false));
  }

  @ParameterizedTest
  @MethodSource("ofPages")
  void maps_a_page_whatever_members_are_missing(String mapping) {
    everyAnswerHasOneRecordEach(mapping, new Spoiler(new Random(3), key(mapping), 1, true));
  }

  @ParameterizedTest
  @MethodSource("ofPages")
  void maps_a_page_whatever_types_its_members_have(String mapping) {
    everyAnswerHasOneRecordEach(
        mapping, new Spoiler(new Random(2), key(mapping), ODD.size(), true));
  }

  @ParameterizedTest
  @MethodSource("ofOtherAnswers")
  void answers_whatever_a_vendor_says_of_one_record(String mapping) {
    Spoiler spoiler = new Spoiler(new Random(4), "", ODD.size(), true);
    for (JsonNode input : inputs(mapping)) {
      for (int round = 0; round < ROUNDS; round++) {
        JsonNode changed = spoiler.spoilt(input);
        assertThatCode(() -> mappings.map(mapping, changed))
            .as("%s of %s", mapping, changed)
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofVendorsPages")
  void says_so_when_a_record_has_no_key(String mapping) {
    String key = key(mapping);
    for (String absent : List.of("null", "\"\"", "\" \"", "[]", "{}")) {
      ArrayNode page = inputs(mapping).get(0).deepCopy();
      ((ObjectNode) page.get(0)).set(key, parsed(absent));
      assertThatThrownBy(() -> mappings.map(mapping, page))
          .as("%s %s of %s", key, absent, mapping)
          .hasStackTraceContaining("has no " + key);
    }
    for (String record : List.of("7", "null", "\"text\"", "[]", "false")) {
      assertThatThrownBy(() -> mappings.map(mapping, parsed("[" + record + "]")))
          .as("a record %s of %s", record, mapping)
          .hasStackTraceContaining("has no " + key);
    }
  }

  @ParameterizedTest
  @MethodSource("ofPages")
  void says_so_when_the_page_is_no_array(String mapping) {
    for (String page : List.of("{}", "null", "7", "\"<html>\"", "true")) {
      assertThatThrownBy(() -> mappings.map(mapping, parsed(page)))
          .hasStackTraceContaining("expected an array");
    }
  }

  @ParameterizedTest
  @MethodSource("ofVendorsPages")
  void what_comes_of_records_goes_into_every_target_and_can_be_read_there(String mapping) {
    Spoiler spoiler = new Spoiler(new Random(5), key(mapping), ODD.size(), true);
    List<String> targets = ofPages().filter(name -> name.startsWith(object(mapping))).toList();
    for (JsonNode page : inputs(mapping)) {
      for (int round = 0; round < ROUNDS; round++) {
        JsonNode records = mappings.map(mapping, spoiler.spoilt(page));
        everyTextIsReadable(records);
        for (String target : targets) {
          JsonNode wanted = mappings.map(target, records);
          everyTextIsReadable(wanted);
          if (target.startsWith("alert-to-")) {
            assertThat(wanted).hasSameSizeAs(page).allSatisfy(MappingTotalityTest::isWhole);
          }
        }
      }
    }
  }

  /** How the mappings to targets call what a vendor's are of. */
  private static String object(String mapping) {
    String object = mapping.replaceFirst(".*-", "");
    return (object.equals("agent") || object.equals("resource") ? "device" : object) + "-to-";
  }

  /** Titles, descriptions and notes say something, within what a title may have. */
  private static void isWhole(JsonNode wanted) {
    JsonNode create = wanted.path("create");
    String title = create.path("TicketTitle").asText(create.path("subject").asText());
    assertThat(title).isNotBlank();
    assertThat(title.length()).isLessThanOrEqualTo(200);
    assertThat(create.path("Description").asText(create.path("description").asText())).isNotBlank();
    assertThat(wanted.path("note").textValue()).isNotBlank();
    assertThat(wanted.path("text").textValue()).isNotBlank();
  }

  private static void everyAnswerHasOneRecordEach(String mapping, Spoiler spoiler) {
    for (JsonNode page : inputs(mapping)) {
      for (int round = 0; round < ROUNDS; round++) {
        JsonNode changed = spoiler.spoilt(page);
        JsonNode answer = mappings.map(mapping, changed);
        assertThat(answer.isArray()).as("%s of %s", mapping, changed).isTrue();
        if (!mapping.startsWith("row-to-")) {
          assertThat(answer).as("%s of %s", mapping, changed).hasSameSizeAs(page);
        }
        assertThat(answer).allSatisfy(row -> assertThat(row.path("key").textValue()).isNotBlank());
      }
    }
  }

  /** All texts of a record but those of the vendor's own. */
  private static Stream<String> texts(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.textValue())
        : node.isObject()
            ? node.properties().stream()
                .filter(
                    member -> !member.getKey().equals("raw") && !member.getKey().equals("fields"))
                .flatMap(member -> texts(member.getValue()))
            : Stream.empty();
  }

  /** No half of a pair and no control character: people see them, and some targets refuse them. */
  private static void everyTextIsReadable(JsonNode records) {
    for (JsonNode row : records) {
      for (String text : texts(row).toList()) {
        boolean readable =
            text.codePoints()
                .noneMatch(
                    point ->
                        Character.getType(point) == Character.SURROGATE
                            || (Character.isISOControl(point) && point != '\n'));
        assertThat(readable).as("%s in %s", text, row).isTrue();
      }
    }
  }

  /**
   * Takes the place of members at random.
   *
   * @param key the member that is left alone
   * @param kinds how many of the odd values are used
   * @param missing whether members may be taken away as well
   */
  private record Spoiler(Random random, String key, int kinds, boolean missing) {
    JsonNode spoilt(JsonNode input) {
      JsonNode copy = input.deepCopy();
      if (copy.isArray()) {
        copy.forEach(this::spoil);
      } else {
        spoil(copy);
      }
      return copy;
    }

    private void spoil(JsonNode node) {
      if (node instanceof ObjectNode members) {
        for (String name : members.properties().stream().map(Map.Entry::getKey).toList()) {
          if (name.equals(key) || random.nextInt(4) > 0) {
            spoil(members.get(name));
          } else if (missing && random.nextInt(4) == 0) {
            members.remove(name);
          } else {
            members.set(name, ODD.get(random.nextInt(kinds)));
          }
        }
      }
    }
  }

  private static String key(String mapping) {
    Matcher key = KEY.matcher(text(mapping));
    return key.find() ? key.group(1) : "key";
  }

  private static String text(String mapping) {
    try {
      return Files.readString(Mappings.file(mapping));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> inputs(String mapping) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden", mapping))) {
      return files
          .filter(file -> file.toString().endsWith(".in.json"))
          .sorted()
          .map(MappingTotalityTest::read)
          .filter(page -> !page.isArray() || !page.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return Mappings.JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String json) {
    try {
      return json.equals("null") ? NullNode.getInstance() : Mappings.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
