package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Catalog;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A path that an operator may set is one that something asks. */
class PathKeysTest {
  /** Its own routes make a vendor. */
  static Stream<Vendor> built() {
    return Catalog.of(RouteFolders.of(Path.of("routes"))).vendors().values().stream()
        .filter(
            vendor ->
                Files.exists(
                    Path.of("routes/vendors/%1$s/%1$s.camel.yaml".formatted(vendor.id()))));
  }

  @ParameterizedTest
  @MethodSource("built")
  void every_path_key_of_a_vendor_that_is_built_is_read(Vendor vendor) {
    String code = code(vendor);
    List<String> unread =
        vendor.keys().stream()
            .filter(key -> key.type() == Key.Type.PATH)
            .map(Key::name)
            .filter(name -> !isRead(name, code, vendor))
            .toList();

    assertThat(code).isNotEmpty();
    assertThat(unread).isEmpty();
  }

  /**
   * In quotes, as the value of a Kamelet's or a template's parameter, or as a part of another path.
   */
  private static boolean isRead(String name, String code, Vendor vendor) {
    return code.contains("'" + name + "'")
        || code.contains('"' + name + '"')
        || code.contains(": " + name + "\n")
        || code.contains("value: " + name + "}")
        || vendor.keys().stream()
            .flatMap(key -> key.fallback().stream())
            .anyMatch(path -> path.contains("{{." + name + "}}"));
  }

  /** All routes and classes that have the vendor in their name or the name of their package. */
  private static String code(Vendor vendor) {
    try (Stream<Path> routes = Files.walk(Path.of("routes"));
        Stream<Path> classes = Files.walk(Path.of("src/main/java/dev/caravan"))) {
      return Stream.concat(routes, classes)
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("sandbox"))
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).contains(vendor.account()))
          .map(PathKeysTest::text)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
