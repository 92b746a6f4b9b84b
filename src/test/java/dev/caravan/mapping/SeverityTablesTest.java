package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of each vendor that has alerts says what becomes of its severities, and all of it. */
class SeverityTablesTest {
  private static final String ANY_OTHER = "any other word";
  private static final String NONE = "none";
  private static final Pattern WORD =
      Pattern.compile("(\\w+): \"(?:critical|major|minor|warning|info)\"");

  /** What a member of a vendor's becomes when it has that word. */
  private record WordRow(String member, String word, String canonical) {}

  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  private static Stream<String> vendors() {
    return RouteFolders.of(Path.of("routes")).files("vendors/*/*-alert.jq").stream()
        .map(file -> file.getFileName().toString().replace("-alert.jq", ""));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void the_page_has_every_word_and_what_it_becomes(String vendor) throws IOException {
    String jq = Files.readString(Mappings.file(vendor + "-alert"));
    List<WordRow> rows = rows(Files.readString(Path.of("docs/vendors/%s.md".formatted(vendor))));
    for (WordRow row : rows) {
      for (JsonNode word : words(row.word())) {
        assertThat(severity(vendor, jq, row.member(), word))
            .as("%s of %s", row, vendor)
            .isEqualTo(row.canonical());
      }
    }
    assertThat(rows).extracting(WordRow::word).contains(ANY_OTHER, NONE);
    Set<String> inPage = new HashSet<>();
    rows.forEach(row -> inPage.add(row.word().toLowerCase(Locale.ROOT)));
    Matcher word =
        WORD.matcher(jq.substring(jq.indexOf("def severity"), jq.indexOf("def severity") + 300));
    while (word.find()) {
      assertThat(inPage).as(vendor).contains(word.group(1).toLowerCase(Locale.ROOT));
    }
  }

  private static List<JsonNode> words(String word) {
    return switch (word) {
      case ANY_OTHER ->
          Stream.of("\"Catastrophic\"", "\"\"", "\"严重\"", "7", "true", "{}", "[\"Critical\",1]")
              .map(SeverityTablesTest::parsed)
              .toList();
      case NONE -> List.of(Mappings.JSON.getNodeFactory().nullNode());
      default ->
          Stream.of(word, word.toUpperCase(Locale.ROOT), " " + word.toLowerCase(Locale.ROOT))
              .map(written -> (JsonNode) Mappings.JSON.getNodeFactory().textNode(written))
              .toList();
    };
  }

  private static String severity(String vendor, String jq, String member, JsonNode word) {
    Matcher key = MappingTotalityTest.KEY.matcher(jq);
    assertThat(key.find()).isTrue();
    ArrayNode page = Mappings.JSON.createArrayNode();
    ObjectNode alert = page.addObject().put(key.group(1), "a-1");
    alert.set(member, word);
    return mappings.map(vendor + "-alert", page).at("/0/severity").textValue();
  }

  /** The table below the heading; rows that speak of no severity are left out. */
  private static List<WordRow> rows(String page) {
    String section = page.substring(page.indexOf("## Severities"));
    List<List<String>> lines =
        section
            .lines()
            .skip(1)
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
            .toList();
    List<WordRow> rows = new ArrayList<>();
    List<String> members = lines.get(0);
    for (List<String> line : lines.subList(2, lines.size())) {
      String canonical = line.get(line.size() - 1);
      for (int i = 0; i < line.size() - 1 && canonical.startsWith("`"); i++) {
        for (String word : line.get(i).split(", ")) {
          if (!word.isEmpty()) {
            rows.add(
                new WordRow(members.get(i).replace("`", ""), word, canonical.replace("`", "")));
          }
        }
      }
    }
    return rows;
  }

  private static JsonNode parsed(String json) {
    try {
      return Mappings.JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
