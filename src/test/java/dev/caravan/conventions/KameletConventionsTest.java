package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.list;
import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.conventions.RouteFiles.YamlFile;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of one Kamelet are in {@link KameletRules}; those among several are here. */
class KameletConventionsTest {
  static Stream<YamlFile> kamelets() {
    return RouteFiles.kamelets().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kamelets")
  void keeps_the_rules_of_the_catalog_and_ours(YamlFile kamelet) throws IOException {
    assertThat(new KameletRules(kamelet, projectVersion()).problems()).isEmpty();
  }

  @Test
  void titles_and_descriptions_are_unique() {
    assertThat(RouteFiles.kamelets())
        .extracting(file -> file.map("spec", "definition").get("title"))
        .doesNotHaveDuplicates();
    assertThat(RouteFiles.kamelets())
        .extracting(file -> file.map("spec", "definition").get("description"))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_kamelets_of_one_vendor_share_a_group_and_no_other_vendor_has_it() {
    Map<String, Vendor> vendors = Vendors.in(RouteFolders.of(Path.of("routes"))).byId();
    assertThat(RouteFiles.kamelets())
        .allSatisfy(
            file ->
                assertThat(
                        file.map("metadata", "annotations").get("camel.apache.org/kamelet.group"))
                    .as(file.name())
                    .isEqualTo(
                        vendors.entrySet().stream()
                            .filter(vendor -> file.name().startsWith(vendor.getKey() + "-"))
                            .map(vendor -> vendor.getValue().name())
                            .findFirst()
                            .orElse("Caravan")));
  }

  @Test
  void every_reference_passes_declared_properties_and_all_required_ones() {
    List<String> wrong = new ArrayList<>();
    for (Reference reference : references()) {
      RouteFiles.kamelets().stream()
          .filter(kamelet -> kamelet.name().equals(reference.kamelet() + ".kamelet.yaml"))
          .findFirst()
          .ifPresentOrElse(
              kamelet -> {
                Map<String, Object> definition = kamelet.map("spec", "definition");
                for (String property : reference.properties().keySet()) {
                  if (!map(definition.get("properties")).containsKey(property)) {
                    wrong.add(reference + " passes " + property + ", which is not declared");
                  }
                }
                for (Object required : list(definition.get("required"))) {
                  // The name of the sync or notify Pipe is filled in where a Pipe is loaded.
                  boolean filledIn = "sync".equals(required) || "notify".equals(required);
                  if (!reference.properties().containsKey(required) && !filledIn) {
                    wrong.add(reference + " does not pass " + required + ", which is required");
                  }
                }
              },
              () -> wrong.add(reference + " is not a Kamelet"));
    }
    assertThat(wrong).isEmpty();
    assertThat(references()).isNotEmpty();
  }

  private record Reference(String file, String kamelet, Map<String, Object> properties) {}

  /** Those of Pipes, and those of {@code kamelet:} endpoints anywhere. */
  private static List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    for (YamlFile pipe :
        Stream.concat(RouteFiles.pipes().stream(), RouteFiles.notifyPipes().stream()).toList()) {
      List<Object> parts = new ArrayList<>(list(pipe.map("spec").get("steps")));
      parts.add(pipe.map("spec", "source"));
      parts.add(pipe.map("spec", "sink"));
      for (Object part : parts) {
        references.add(
            new Reference(
                pipe.name(),
                String.valueOf(map(map(part).get("ref")).get("name")),
                map(map(part).get("properties"))));
      }
    }
    for (YamlFile file : RouteFiles.all()) {
      for (Object to : RouteFiles.valuesOf(file.content(), "to")) {
        String uri = String.valueOf(map(to).get("uri"));
        if (uri.startsWith("kamelet:") && !uri.equals("kamelet:sink")) {
          references.add(
              new Reference(
                  file.name(),
                  uri.substring("kamelet:".length()).replaceFirst("/.*", ""),
                  map(map(to).get("parameters"))));
        }
      }
    }
    return references;
  }

  @Test
  void a_kamelet_that_breaks_the_rules_is_told_each_of_them() {
    String text =
        """
        kind: Kamelet
        apiVersion: camel.apache.org/v1
        metadata:
          name: other-name-source
          annotations:
            camel.apache.org/catalog.version: "9.9"
            camel.apache.org/provider: Apache Software Foundation
          labels:
            camel.apache.org/kamelet.type: sink
        spec:
          definition:
            title: Something
            description: no sentence
            required: [sync, sync, ghost]
            properties:
              Bad-Name: {title: the title, type: string}
              path: {title: Path, type: string, description: A path., example: a}
              secret: {title: Secret, type: string, description: A secret., format: password, default: x}
              sync: {title: Sync, type: string, description: A sync., example: a}
          dependencies: [mvn:dev.caravan:caravan:0.0.1, camel:jq, maven:x]
          template:
            from:
              uri: timer:x
              steps:
                - doTry:
                    id: try
                    steps:
                      - log: {message: "{{sync}} {{undeclared}}"}
        """;
    YamlFile bad = YamlFile.of(Path.of("bad-source.kamelet.yaml"), text);

    assertThat(String.join("\n", new KameletRules(bad, "0.1.0-SNAPSHOT").problems()))
        .contains(
            "the file is not other-name-source.kamelet.yaml",
            "members are kind, apiVersion, metadata, spec",
            "the name does not end with its type, sink",
            "the title does not end with Sink",
            "the description is no sentence",
            "type is not object",
            "required names sync twice",
            "required names ghost, which is not declared",
            "Bad-Name is not camelCase",
            "Bad-Name has no description",
            "Bad-Name has a title that is not capitalised",
            "Bad-Name is optional and has no default",
            "path is a name that the environment may have",
            "secret is a password without x-descriptors",
            "{{undeclared}} is not declared",
            "Bad-Name is not used",
            "kamelet:source is missing",
            "maven:x begins neither",
            "dependencies are not sorted",
            "mvn:dev.caravan:caravan:0.1.0-SNAPSHOT is not a dependency",
            "icon is missing",
            "the provider is not Caravan",
            "catalog.version is not 0.1.0",
            "doTry handles errors",
            "try is a step id",
            "dataTypes has no in");
  }

  static String projectVersion() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>caravan</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }
}
