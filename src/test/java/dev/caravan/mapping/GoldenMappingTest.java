package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs each {@code golden/<mapping>/<case>.in.json} through its mapping and compares the answer
 * with {@code <case>.out.json}; {@code <case>.variables.json} overrides exchange variables. To
 * accept new answers, run with {@code -Dgolden.write=true} and read the difference in git.
 */
class GoldenMappingTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path ANSWERS = Path.of("target/golden");
  private static final String IN = ".in.json";
  private static final ObjectWriter PRETTY =
      Mappings.JSON.writer().with(SerializationFeature.INDENT_OUTPUT);

  private static Mappings mappings;

  @BeforeAll
  static void open() {
    mappings = new Mappings();
  }

  @AfterAll
  static void close() {
    mappings.close();
  }

  @TestFactory
  Stream<DynamicTest> maps_each_recorded_page_as_recorded() throws IOException {
    return inputs().stream()
        .map(in -> DynamicTest.dynamicTest(GOLDEN.relativize(in).toString(), () -> compare(in)));
  }

  @Test
  void every_mapping_has_golden_files() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".jq"))
                  .filter(name -> !name.endsWith(FunctionFiles.ENDING))
                  .map(name -> name.replace(".jq", "")))
          .isNotEmpty()
          .allSatisfy(
              mapping -> assertThat(inputs()).anyMatch(in -> in.getParent().endsWith(mapping)));
    }
  }

  private static void compare(Path in) throws IOException {
    String mapping = in.getParent().getFileName().toString();
    String name = in.getFileName().toString().replace(IN, "");
    JsonNode answer =
        mappings.map(
            mapping, Mappings.JSON.readTree(in.toFile()), variables(in.resolveSibling(name)));
    Path expected = in.resolveSibling(name + ".out.json");
    Path actual = ANSWERS.resolve(mapping).resolve(name + ".out.json");
    write(actual, answer);
    if (Boolean.getBoolean("golden.write")) {
      write(expected, answer);
    }
    assertThat(actual).hasSameTextualContentAs(expected);
  }

  private static Map<String, Object> variables(Path stem) throws IOException {
    Map<String, Object> variables = new HashMap<>(Mappings.VARIABLES);
    Path file = stem.resolveSibling(stem.getFileName() + ".variables.json");
    if (Files.exists(file)) {
      Mappings.JSON
          .readTree(file.toFile())
          .properties()
          .forEach(
              entry ->
                  variables.put(
                      entry.getKey(),
                      entry.getValue().isNull() ? null : entry.getValue().asText()));
      variables.values().removeIf(value -> value == null);
    }
    return variables;
  }

  private static void write(Path file, JsonNode answer) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, PRETTY.writeValueAsString(answer) + "\n");
  }

  private static List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(IN)).sorted().toList();
    }
  }
}
