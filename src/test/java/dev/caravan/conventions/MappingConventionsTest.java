package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.mapping.FunctionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MappingConventionsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void a_mapping_begins_with_a_comment_that_says_from_what_to_what() throws IOException {
    for (Path mapping : mappings()) {
      String text = Files.readString(mapping);
      assertThat(text).as(mapping.toString()).startsWith("# ");
      assertThat(text.lines().findFirst().orElseThrow())
          .as(mapping.toString())
          .containsPattern("becomes?|->");
    }
  }

  @Test
  void the_page_on_writing_a_sync_names_every_source_mapping_and_sink() throws IOException {
    String page = Files.readString(Path.of("docs/write-a-sync.md"));
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.matches(".*-(source|sink)\\.kamelet\\.yaml|.+-to-.+\\.jq"))
          .hasSizeGreaterThan(20)
          .allSatisfy(name -> assertThat(page).contains("`" + name.split("\\.")[0] + "`"));
    }
  }

  @Test
  void a_mapping_is_named_in_kebab_case() throws IOException {
    assertThat(mappings())
        .isNotEmpty()
        .allSatisfy(
            mapping ->
                assertThat(mapping.getFileName().toString())
                    .matches("[a-z]+(-[a-z]+)*(\\.functions)?\\.jq"));
  }

  @Test
  void every_mapping_has_golden_files_and_every_golden_file_a_mapping() throws IOException {
    List<String> names =
        mappings().stream()
            .filter(file -> !FunctionFiles.isOne(file))
            .map(f -> f.getFileName().toString().replace(".jq", ""))
            .toList();
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void every_golden_page_has_its_answer() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      assertThat(files.filter(file -> file.toString().endsWith(".in.json")))
          .isNotEmpty()
          .allSatisfy(
              in -> assertThat(Path.of(in.toString().replace(".in.", ".out."))).isRegularFile());
    }
  }

  private static List<Path> mappings() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".jq")).sorted().toList();
    }
  }
}
