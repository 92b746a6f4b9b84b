package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name stands for one thing in the whole tree, tests included. */
class TypeNamesTest {
  private static final Pattern NO_CODE =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("(?<![\\w.])(?:class|interface|enum|record)\\s+([A-Z]\\w*)\\s*[<({\\w]");

  @Test
  void no_two_types_have_one_name() throws IOException {
    Map<String, List<Path>> places = new TreeMap<>();
    for (String root : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          names(Files.readString(file))
              .forEach(name -> places.computeIfAbsent(name, n -> new ArrayList<>()).add(file));
        }
      }
    }
    places.values().removeIf(files -> files.size() < 2);
    assertThat(places).isEmpty();
  }

  @Test
  void finds_nested_types_and_no_words() {
    assertThat(names("/** A class Of its own. */ record A(int b) { enum C { D } } // class E {"))
        .containsExactly("A", "C");
    assertThat(names("String s = \"class F {\"; final class G<T> implements H {}"))
        .containsExactly("G");
  }

  private static List<String> names(String text) {
    Matcher matcher = TYPE.matcher(NO_CODE.matcher(text).replaceAll("\"\""));
    List<String> names = new ArrayList<>();
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
