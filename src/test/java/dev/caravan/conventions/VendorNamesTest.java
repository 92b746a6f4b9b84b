package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vendors share names none of them: adding one edits a folder of its own and nothing else. */
class VendorNamesTest {
  private static final List<Path> SHARED =
      List.of(
          Path.of("src/main/java"),
          Path.of("src/main/resources/dev/caravan/config"),
          Path.of("routes/kamelets"),
          Path.of("routes/templates"),
          Path.of("routes/reconcile"),
          Path.of("routes/policies"),
          Path.of("routes/mappings/alert.functions.jq"),
          Path.of("routes/mappings/text.functions.jq"),
          Path.of("routes/mappings/ticket.functions.jq"));

  /** One vendor's own code, and what simulates or shows all of them. */
  private static final List<Path> OWN =
      Stream.of("vendors", "sandbox", "cli/demo")
          .map(Path.of("src/main/java/dev/caravan")::resolve)
          .toList();

  /** Comments in YAML may tell where an oddity was seen; texts in quotes are code. */
  private static final Pattern YAML_COMMENT =
      Pattern.compile("(\"(?:\\\\.|[^\"\\\\\n])*\")|(?<![^\\s])#[^\n]*");

  private static final Pattern VENDOR =
      Pattern.compile(
          Vendors.in(RouteFolders.of(Path.of("routes"))).all().stream()
              .flatMap(VendorNamesTest::names)
              .distinct()
              .sorted(Comparator.comparing(String::length).reversed())
              .map(Pattern::quote)
              .collect(Collectors.joining("|")),
          Pattern.CASE_INSENSITIVE);

  /** The folder, the prefix of its default account, and each word of its name. */
  private static Stream<String> names(Vendor vendor) {
    return Stream.concat(
        Stream.of(vendor.id(), vendor.account()), Stream.of(vendor.name().split(" ")));
  }

  @Test
  void shared_code_and_shared_routes_name_no_vendor() throws IOException {
    List<String> wrong = new ArrayList<>();
    int read = 0;
    for (Path folder : SHARED) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (OWN.stream().noneMatch(file::startsWith)) {
            read++;
            named(file.toString(), Files.readString(file))
                .forEach(name -> wrong.add(file + " names " + name));
          }
        }
      }
    }
    assertThat(read).isGreaterThan(200);
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A.java | /** Datto's own. */ int a; | Datto",
        "A.java | int a; // Ninox; | Ninox",
        "A.java | String a = \"// datto-rmm\"; | datto-rmm",
        "A.java | class AteraCheck {}; | Atera",
        "a.yaml | uri: direct:x # as Atera does; | ",
        "a.yaml | uri: direct:ninox-call; | ninox",
        "a.yaml | message: \"# OpsRamp\"; | OpsRamp",
        "NinjaOne.java | class A {}; | NinjaOne",
      })
  void finds_a_name_in_java_and_in_yaml_that_is_no_comment(String file, String text, String name) {
    assertThat(named(file, text)).isEqualTo(name == null ? List.of() : List.of(name));
  }

  private static List<String> named(String file, String text) {
    String code =
        file.endsWith(".java")
            ? text
            : YAML_COMMENT
                .matcher(text)
                .replaceAll(found -> found.group(1) == null ? "" : quoted(found.group(1)));
    String fileName = Path.of(file).getFileName().toString();
    return VENDOR
        .matcher(fileName + "\n" + code)
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}
