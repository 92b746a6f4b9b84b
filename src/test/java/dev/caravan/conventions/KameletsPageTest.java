package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.list;
import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.conventions.RouteFiles.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of all Kamelets says what their files say. To write it anew, run with {@code
 * -Dkamelets.write=true} and read the difference in git.
 */
class KameletsPageTest {
  private static final Path PAGE = Path.of("docs/kamelets.md");
  private static final int WIDTH = 138;

  @Test
  void the_page_says_what_the_kamelets_say() throws IOException {
    String page = page();
    if (Boolean.getBoolean("kamelets.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("to write it anew: mvn test -Dtest=KameletsPageTest -Dkamelets.write=true")
        .isEqualTo(page);
  }

  private static String page() {
    List<String> lines = new ArrayList<>();
    lines.add("# The Kamelets");
    lines.add("");
    wrap(
        lines,
        "",
        "What the steps of a Pipe can be. Made from the files under `routes`, each of which shows"
            + " how its step works; [write a sync](write-a-sync.md) tells how they are put"
            + " together. The name of the sync is filled in where a Pipe is loaded, so no Pipe"
            + " names it.");
    byGroup()
        .forEach(
            (group, kamelets) -> {
              lines.add("");
              lines.add("## " + group);
              kamelets.forEach(kamelet -> describe(lines, kamelet));
            });
    return String.join("\n", lines) + "\n";
  }

  private static Map<String, List<YamlFile>> byGroup() {
    return RouteFiles.kamelets().stream()
        .sorted(Comparator.comparing(YamlFile::name))
        .collect(
            Collectors.groupingBy(
                kamelet ->
                    (String)
                        kamelet
                            .map("metadata", "annotations")
                            .get("camel.apache.org/kamelet.group"),
                TreeMap::new,
                Collectors.toList()));
  }

  private static void describe(List<String> lines, YamlFile kamelet) {
    Map<String, Object> definition = kamelet.map("spec", "definition");
    lines.add("");
    lines.add("### " + kamelet.map("metadata").get("name"));
    lines.add("");
    wrap(lines, "", (String) definition.get("description"));
    lines.add("");
    kamelet
        .map("spec", "dataTypes")
        .forEach(
            (direction, type) -> {
              Map<String, Object> form =
                  map(map(map(type).get("types")).get(map(type).get("default")));
              wrap(lines, "- " + direction + ": ", (String) form.get("description"));
            });
    map(definition.get("properties"))
        .forEach(
            (name, property) ->
                wrap(
                    lines,
                    "- `%s` (%s): ".formatted(name, kind(definition, name, map(property))),
                    map(property).get("description")
                        + " For instance `"
                        + map(property).get("example")
                        + "`."));
  }

  private static String kind(
      Map<String, Object> definition, String name, Map<String, Object> property) {
    boolean required = list(definition.get("required")).contains(name);
    Object preset = property.get("default");
    return property.get("type")
        + (required ? ", required" : "")
        + (preset == null ? "" : ", `" + preset + "` by default");
  }

  /** Adds the text in lines that can be read in any editor; those of a list item are indented. */
  private static void wrap(List<String> lines, String start, String text) {
    String indent = start.isEmpty() ? "" : "  ";
    StringBuilder line = new StringBuilder(start.stripTrailing());
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent).append(word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
  }
}
