package dev.caravan.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many syncs of alerts in one process of {@code run}, each with accounts of its own. */
@Tag("benchmark")
class SyncsBenchmark {
  private static final int ALERTS = 3;

  /** What {@code JAVA_OPTS} adds where a thousand syncs have their accounts and routes. */
  private static final List<String> MORE = List.of("-Xmx640m");

  @TempDir Path folder;

  @Test
  void one() throws Exception {
    assertThat(run(1, MeasuredJvm.LASTING, 90).aborted()).isZero();
  }

  @Test
  void ten() throws Exception {
    assertThat(run(10, MeasuredJvm.LASTING, 90).aborted()).isZero();
  }

  @Test
  void a_hundred_started_together() throws Exception {
    ManyCycles hundred = run(100, MeasuredJvm.LASTING, 150);
    assertThat(hundred.aborted()).isZero();
    assertThat(hundred.firstSeconds()).isLessThanOrEqualTo(45);
    assertThat(hundred.latestSeconds()).isLessThanOrEqualTo(60);
    assertThat(hundred.peakKib() / 1024).as("MiB resident").isLessThanOrEqualTo(512);
  }

  @Test
  void a_thousand_start() throws Exception {
    ManyCycles thousand = run(1000, MORE, 600);
    assertThat(thousand.aborted()).isZero();
    assertThat(thousand.first()).isEqualTo(1000);
  }

  private ManyCycles run(int syncs, List<String> options, int seconds) throws Exception {
    List<String> sources = numbered("source-", syncs);
    List<String> targets = numbered("target-", syncs);
    SandboxOptions vendors =
        SandboxOptions.defaults()
            .withAccounts(
                Map.of("datto-rmm", with("datto", sources), "atera", with("atera", targets)))
            .withRecords(2, 5, ALERTS);
    try (Sandbox sandbox = Sandbox.start(vendors)) {
      for (String account : with(sources, targets)) {
        sandbox.account(account).set(Map.of("apiKey", "key-of-" + account));
      }
      Path config = configure(sandbox, sources, targets);
      ManyCycles cycles = ManyCycles.watch(options, config, syncs, seconds);
      System.out.println(cycles);
      for (String account : targets) {
        assertThat(sandbox.log().entries(account, "POST", "/api/v3/tickets"))
            .hasSizeLessThanOrEqualTo(2 * ALERTS);
      }
      return cycles;
    }
  }

  private static List<String> numbered(String word, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(word + i);
    }
    return names;
  }

  private static List<String> with(String first, List<String> others) {
    return with(List.of(first), others);
  }

  private static List<String> with(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private Path configure(Sandbox sandbox, List<String> sources, List<String> targets)
      throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> syncs = numbered("alerts-", sources.size());
    for (int i = 0; i < syncs.size(); i++) {
      text.append(
          """
          %1$s.vendor=datto-rmm
          %1$s.base-url=%4$s/%1$s
          %1$s.api-key=key-of-%1$s
          %1$s.secret=sandbox-secret
          %2$s.vendor=atera
          %2$s.base-url=%4$s/%2$s
          %2$s.api-key=key-of-%2$s
          %3$s.pipe=datto-alerts-to-atera-tickets
          %3$s.source-account=%1$s
          %3$s.target-account=%2$s
          %3$s.end-user-id=128
          """
              .formatted(sources.get(i), targets.get(i), syncs.get(i), sandbox.uri()));
    }
    text.append("caravan.syncs=").append(String.join(",", syncs)).append('\n');
    text.append("caravan.store.url=jdbc:sqlite:").append(folder.resolve("store.db")).append('\n');
    return Files.writeString(folder.resolve("syncs.properties"), text);
  }
}
