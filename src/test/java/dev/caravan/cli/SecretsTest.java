package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.cli.output.Secrets;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret reaches a log, an answer or the store, whatever a vendor sends back. */
class SecretsTest {
  private static final List<String> SECRETS =
      List.of("sandbox-key", "sandbox-secret", "sandbox-api-key");
  private static final Map<String, String> TALKATIVE =
      Map.of("CARAVAN_LOG_LEVEL", "DEBUG", "CARAVAN_CAMEL_LOG_LEVEL", "DEBUG");

  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 5, 4));
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private void echo(int status, String vendor, String path) {
    String own = "datto".equals(vendor) ? "sandbox-key sandbox-secret" : "sandbox-api-key";
    String secrets = own + " Bearer abcdefghijklmnop.q";
    here.sandbox
        .faults()
        .add(
            Fault.status(status)
                .withBody("application/json", "{\"message\":\"you sent " + secrets + "\"}")
                .on(vendor, null, path));
  }

  @Test
  void none_is_found_anywhere_after_failures_of_every_kind() throws Exception {
    echo(500, "datto", "/alerts/open");
    echo(400, "atera", "/tickets$");
    echo(401, "datto", "/v2/account$");
    here.sandbox
        .faults()
        .add(Fault.of(Fault.Kind.STATUS_AFTER_COMMIT).after(1).on("atera", "POST", "/tickets$"));
    search(1);
    echo(401, "atera", "/account$");
    search(4);
    here.sandbox.faults().clear();
    here.sandbox.faults().add(Fault.of(Fault.Kind.HTML).on("datto", "GET", "/alerts/open"));
    search(4);
    echo(401, "datto", "/oauth/token$");
    search(4);
  }

  private void search(int exitCode) throws Exception {
    try (CaravanProcess sync =
        CaravanProcess.caravan(
            folder, TALKATIVE, "sync", SYNC, "--json", "--config", "" + here.configFile())) {
      String out = sync.rest();
      assertThat(sync.exitCode(Duration.ofSeconds(60))).as(out + sync.err()).isEqualTo(exitCode);
      assertThat(sync.err()).contains("DEBUG");
      for (String text : List.of(out, sync.err(), store())) {
        assertThat(text)
            .doesNotContain(SECRETS)
            .doesNotContain("abcdefghijklmnop.q")
            .doesNotContain(tokens());
      }
    }
  }

  /** The access tokens that the simulated Datto gave out, as they came back in requests. */
  private List<String> tokens() {
    List<String> tokens =
        here.sandbox.log().entries("datto", "GET", "/").stream()
            .flatMap(entry -> entry.headers().getOrDefault("authorization", List.of()).stream())
            .map(header -> header.replace("Bearer ", ""))
            .distinct()
            .toList();
    return tokens.isEmpty() ? List.of("no token was given out") : tokens;
  }

  /** Everything that is in the files of the store. */
  private String store() throws IOException {
    StringBuilder content = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().contains(".db")).toList()) {
        content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return content.toString();
  }

  @Test
  void secrets_in_messages_and_stack_traces_are_hidden_encoded_or_not() {
    Secrets.hide(List.of("p@ss word/1"));
    assertThat(Secrets.removeFrom("a p@ss word/1 b p%40ss+word%2F1 c Basic dXNlcjpwYXNzd29yZA=="))
        .isEqualTo("a *** b *** c Basic ***");
    assertThat(Secrets.removeFrom("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.sig"))
        .isEqualTo("token ***");
  }
}
