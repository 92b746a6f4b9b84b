package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A vendor's descriptor is what editors are told that it is, and its defaults stand once. */
class DescriptorConventionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RouteFolders ROUTES = RouteFolders.of(Path.of("routes"));
  private static final Vendors VENDORS = Vendors.in(ROUTES);

  static Stream<Path> descriptors() {
    return ROUTES.files(Vendors.DESCRIPTORS).stream();
  }

  static Stream<Vendor> vendors() {
    return VENDORS.all().stream();
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("routes/vendors/vendor.schema.json")));
  }

  @Test
  void every_folder_of_a_vendor_has_a_descriptor_without_a_flaw() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("routes/vendors"))) {
      assertThat(folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(VENDORS.byId().keySet());
    }
    assertThat(VENDORS.flaws()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void every_descriptor_fits_the_schema_that_its_first_line_names(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(text).startsWith("# yaml-language-server: $schema=../vendor.schema.json\nid: ");
    assertThat(schema().validate(json(text))).isEmpty();
  }

  @Test
  void the_schema_finds_what_is_misspelt() throws IOException {
    String text = Files.readString(Path.of("routes/vendors/atera/vendor.yaml"));

    assertThat(schema().validate(json(text.replace("shared-by", "shard-by")))).hasSize(1);
    assertThat(schema().validate(json(text.replace("type: limit", "type: limt")))).hasSize(1);
  }

  /** What is said without a # is what holds without it. */
  @ParameterizedTest
  @MethodSource("vendors")
  void application_properties_quotes_the_defaults_of_limits(Vendor vendor) throws IOException {
    Properties quoted = new Properties();
    quoted.load(
        new StringReader(
            Files.readString(Path.of("application.properties")).replaceAll("(?m)^#(?=[a-z])", "")));

    assertThat(vendor.keys().stream().filter(key -> key.type() == Key.Type.LIMIT))
        .isNotEmpty()
        .allSatisfy(
            key ->
                assertThat(quoted.getProperty(vendor.account() + "." + key.name()))
                    .as(key.name())
                    .isEqualTo(key.fallback().orElseThrow()));
  }

  /** Where a vendor's routes are, its limits stand in them. */
  @ParameterizedTest
  @MethodSource("descriptors")
  void no_limit_has_its_default_in_a_descriptor_beside_routes(Path file) throws IOException {
    String id = file.getParent().getFileName().toString();
    if (Files.exists(file.resolveSibling(id + ".camel.yaml"))) {
      assertThat(json(Files.readString(file)).path("keys").findParents("default"))
          .noneMatch(key -> key.path("type").asText().equals("limit"));
    }
  }

  private static JsonNode json(String yaml) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
