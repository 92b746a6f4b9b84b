package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LayoutTest {
  /** The top level can be read in one look. */
  private static final Set<String> TOP =
      Set.of(
          "pom.xml",
          "README.md",
          "CONTRIBUTING.md",
          "CHANGELOG.md",
          "LICENSE",
          "SECURITY.md",
          "Containerfile",
          "application.properties",
          "caravan",
          "routes",
          "k8s",
          "src",
          "docs");

  private static final int LONGEST_LINE = 140;

  /** Made by builds, by Caravan itself or by editors, and ignored by git. */
  private static final Set<String> NOT_OURS = Set.of("target", "data", "extra");

  /** Each pattern is written so that it does not find itself. */
  private static final List<Pattern> UNWANTED =
      List.of(
          // A path that exists on one machine only.
          Pattern.compile("(?<![\\w.}>~-])/(?:wor[k]|tm[p]|hom[e]/\\w|roo[t]|User[s])/\\w"),
          // Where packages come from is the business of Maven's own settings.
          Pattern.compile("repo1?\\.mave[n]|registry\\.np[m]js|oss\\.sonatyp[e]"),
          Pattern.compile("(?i)\\bassistan[t]s?\\b|\\bchatbo[t]|this sessio[n]|co-authored-b[y]"),
          Pattern.compile("\\bTOD[O]\\b|\\bFIXM[E]\\b"));

  @Test
  void the_top_level_holds_what_it_should_and_nothing_else() throws IOException {
    try (var entries = Files.list(Path.of(""))) {
      assertThat(entries.map(Path::toString))
          .filteredOn(name -> !name.startsWith(".") && !NOT_OURS.contains(name))
          .filteredOn(name -> !name.endsWith(".log"))
          .isSubsetOf(TOP);
    }
  }

  @Test
  void there_is_no_maven_wrapper() {
    assertThat(Path.of("mvnw")).doesNotExist();
    assertThat(Path.of(".mvn/wrapper")).doesNotExist();
  }

  @Test
  void no_file_speaks_of_one_machine_a_download_host_or_unfinished_work() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files()) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        for (Pattern pattern : UNWANTED) {
          if (pattern.matcher(lines.get(i)).find()) {
            wrong.add("%s, line %d: %s".formatted(file, i + 1, lines.get(i).strip()));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void text_files_end_with_a_newline_and_have_no_carriage_returns() throws IOException {
    assertThat(files())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            file -> {
              if (isText(file) && Files.size(file) > 0) {
                assertThat(Files.readString(file))
                    .as(file.toString())
                    .endsWith("\n")
                    .doesNotContain("\r");
              }
            });
  }

  @Test
  void a_line_of_a_document_can_be_read_in_any_editor() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : documents()) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        int length = lines.get(i).codePointCount(0, lines.get(i).length());
        if (length > LONGEST_LINE) {
          wrong.add("%s, line %d has %d characters".formatted(file, i + 1, length));
        }
      }
    }
    assertThat(wrong).as("lines of more than %d characters", LONGEST_LINE).isEmpty();
  }

  @Test
  void links_between_documents_lead_somewhere() throws IOException {
    Pattern link = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    List<String> wrong = new ArrayList<>();
    for (Path file : documents()) {
      Matcher target = link.matcher(Files.readString(file));
      while (target.find()) {
        String path = target.group(1);
        Path there = path.isEmpty() ? file : file.toAbsolutePath().resolveSibling(path);
        String heading = target.group(2);
        if (!Files.exists(there) || (heading != null && !headings(there).contains(heading))) {
          wrong.add(file + " links to " + target.group());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> documents() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  /** The headings of a document, as a link names them. */
  private static List<String> headings(Path document) throws IOException {
    return lines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        Path.of(""),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.toString();
            boolean ours = name.isEmpty() || (!name.startsWith(".") && !NOT_OURS.contains(name));
            return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.startsWith(".git") && !file.toString().endsWith(".log")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean isText(Path file) throws IOException {
    return !lines(file).isEmpty();
  }

  /** Empty for what is not text. */
  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      return List.of();
    }
  }
}
