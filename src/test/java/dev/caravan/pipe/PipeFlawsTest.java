package dev.caravan.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.text.Flaw;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is compared with and what is written are one target. */
class PipeFlawsTest {
  @TempDir Path folder;

  private List<Flaw> flaws(String step, String sink) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("ours.pipe.yaml"),
            """
            kind: Pipe
            spec:
              source: {ref: {name: datto-rmm-alerts-source}}
              steps:
                - ref: {name: map-action}
                  properties: {mapping: alert-to-atera-ticket}
                - %s
              sink: %s
            """
                .formatted(step, sink));
    RouteFolders routes = RouteFolders.of(Path.of("routes"), folder.resolve("own"));
    return new PipeFlaws(routes, new Kamelets(routes)).of(Pipe.read(file));
  }

  private static String reconcile(String target) {
    return "ref: {name: reconcile-action}\n      properties:\n        target: " + target;
  }

  @ParameterizedTest
  @CsvSource({
    "atera-ticket, atera-tickets-sink, atera-tickets",
    "atera-tickets, ninox-records-sink, ninox-records",
    "ninox-records, atera-tickets-sink, atera-tickets",
    "'\"\"', atera-tickets-sink, atera-tickets",
  })
  void a_target_that_the_sink_does_not_write_is_said_with_its_line(
      String target, String sink, String written) throws IOException {
    assertThat(flaws(reconcile(target), "{ref: {name: %s}}".formatted(sink)))
        .singleElement()
        .satisfies(
            flaw -> {
              assertThat(flaw.line()).isEqualTo(9);
              assertThat(flaw.what())
                  .isEqualTo(
                      "has reconcile-action compare with '%s', but its sink %s writes %s"
                          .formatted(target.replace("\"", ""), sink, written));
              assertThat(flaw.hint()).isEqualTo("write target: " + written);
            });
  }

  @ParameterizedTest
  @CsvSource({"atera-tickets, atera-tickets-sink", "ninox-records, ninox-records-sink"})
  void the_target_of_the_sink_is_fine(String target, String sink) throws IOException {
    assertThat(flaws(reconcile(target), "{ref: {name: %s}}".formatted(sink))).isEmpty();
  }

  @Test
  void a_sink_of_ones_own_may_have_a_word_before_its_target() throws IOException {
    String shipped =
        Files.readString(Path.of("routes/vendors/ninox/ninox-records-sink.kamelet.yaml"));
    Files.createDirectories(folder.resolve("own/kamelets"));
    Files.writeString(
        folder.resolve("own/kamelets/audited-ninox-records-sink.kamelet.yaml"),
        shipped.replace("name: ninox-records-sink", "name: audited-ninox-records-sink"));
    String sink = "{ref: {name: audited-ninox-records-sink}}";

    assertThat(flaws(reconcile("ninox-records"), sink)).isEmpty();
    assertThat(flaws(reconcile("atera-tickets"), sink)).hasSize(1);
  }

  @Test
  void a_misspelt_sink_says_nothing_of_the_target() throws IOException {
    assertThat(flaws(reconcile("atera-tickets"), "{ref: {name: atera-tickts-sink}}"))
        .singleElement()
        .satisfies(flaw -> assertThat(flaw.hint()).isEqualTo("did you mean atera-tickets-sink?"));
  }

  @Test
  void a_sink_of_no_kamelet_is_not_compared() throws IOException {
    assertThat(flaws(reconcile("atera-ticket"), "{uri: 'log:ours'}")).isEmpty();
  }

  @Test
  void reconciling_needs_a_target() throws IOException {
    assertThat(flaws("ref: {name: reconcile-action}", "{ref: {name: atera-tickets-sink}}"))
        .singleElement()
        .satisfies(
            flaw ->
                assertThat(flaw.what()).isEqualTo("does not pass 'target' to reconcile-action"));
  }
}
