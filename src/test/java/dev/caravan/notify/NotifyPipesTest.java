package dev.caravan.notify;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The shipped notify Pipes and an operator's own, from a cycle to what a webhook gets. */
@Timeout(60)
class NotifyPipesTest {
  private static final String TOKEN = "T0C4RAV4N-very-secret-token";

  @TempDir Path folder;
  private TicketScenario here;
  private HttpServer chat;
  private final Map<String, List<JsonNode>> posted = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void start() throws IOException {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    root().addAppender(log);
    chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    chat.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String text =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          JsonNode body =
              path.equals("/paper") ? new TextNode(text) : new ObjectMapper().readTree(text);
          posted.computeIfAbsent(path, any -> new CopyOnWriteArrayList<>()).add(body);
          byte[] answer = ("taken at " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(statuses.getOrDefault(path, 200), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    chat.start();
    here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 2, 2))
            .with("caravan.syncs", SYNC);
  }

  @AfterEach
  void stop() {
    root().detachAppender(log);
    here.close();
    chat.stop(0);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger("ROOT");
  }

  private String webhook(String path) {
    return "http://localhost:%d%s?sig=%s".formatted(chat.getAddress().getPort(), path, TOKEN);
  }

  private List<JsonNode> posted(String path) {
    return posted.getOrDefault(path, List.of());
  }

  private String logged() {
    return log.list.stream()
        .map(event -> event.getLoggerName() + " " + event.getFormattedMessage())
        .collect(Collectors.joining("\n"));
  }

  private CaravanRuntime run() {
    return run(Duration.ZERO);
  }

  private CaravanRuntime run(Duration later) {
    RuntimeSpec spec = RuntimeSpec.of(here.settings(), List.of(SYNC));
    return CaravanRuntime.start(spec.withClock(Clock.offset(Clock.systemUTC(), later)).toRun());
  }

  private static void cycle(CaravanRuntime caravan) {
    caravan.ended(caravan.syncs().run(SYNC, 0), false);
  }

  @Test
  void each_pipe_tells_once_in_its_form_and_nobody_reads_the_address() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own/notify"));
    Files.writeString(own.resolve("short.jq"), "# An event becomes its name.\n{name: .event}\n");
    Files.writeString(
        own.resolve("paper.pipe.yaml"),
        """
        apiVersion: camel.apache.org/v1
        kind: Pipe
        metadata: {name: paper}
        spec:
          source:
            ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: caravan-events-source}
            properties: {format: text}
          sink:
            ref: {apiVersion: camel.apache.org/v1, kind: Kamelet, name: paper-sink}
        """);
    here.with("caravan.routes-dirs", folder.resolve("own").toString())
        .with("caravan.notify", "log, webhook, teams, slack, broken, short, paper")
        .with("camel.kamelet.paper-sink.address", webhook("/paper"))
        .with("caravan.notify.log.level", "error");
    for (String name : List.of("webhook", "teams", "slack", "broken", "short")) {
      here.with("caravan.notify.%s.url".formatted(name), webhook("/" + name));
      if (!name.equals("webhook")) {
        here.with("caravan.notify.%s.pipe".formatted(name), "webhook");
      }
    }
    here.with("caravan.notify.teams.format", "teams")
        .with("caravan.notify.slack.format", "slack")
        .with("caravan.notify.short.format", "short");
    statuses.put("/broken", 500);
    here.fault(Fault.status(401).on("datto", null, "/").times(0));
    try (CaravanRuntime caravan = run()) {
      cycle(caravan);
      cycle(caravan);
      await()
          .untilAsserted(
              () -> {
                assertThat(posted)
                    .containsKeys("/webhook", "/teams", "/slack", "/broken", "/short", "/paper");
                assertThat(logged())
                    .contains("dev.caravan.notify The account datto refuses its credentials\n");
                assertThat(logged()).contains("broken could not tell operators what is wrong");
              });
      assertThat(posted("/webhook").get(0).get("event").asText()).isEqualTo("credentials-rejected");
      assertThat(posted("/slack").get(0).get("text").asText())
          .startsWith("The account datto refuses its credentials\n" + SYNC + ", cycle 1, ");
      JsonNode teams = posted("/teams").get(0);
      assertThat(teams.at("/attachments/0/contentType").asText())
          .isEqualTo("application/vnd.microsoft.card.adaptive");
      assertThat(teams.at("/attachments/0/content/body/0/inlines/0/text").asText())
          .isEqualTo("The account datto refuses its credentials");
      assertThat(posted("/paper").get(0).asText())
          .startsWith("The account datto refuses its credentials\n");
      assertThat(posted("/short").get(0)).hasToString("{\"name\":\"credentials-rejected\"}");
    }
    here.sandbox.faults().clear();
    // The next process tells what is new and nothing else.
    try (CaravanRuntime caravan = run(Duration.ofMinutes(2))) {
      cycle(caravan);
      await().until(() -> posted("/webhook").size() == 2);
    }
    assertThat(posted("/webhook").get(1).get("event").asText()).isEqualTo("recovered");
    assertThat(posted("/webhook")).hasSize(2);
    assertThat(logged()).doesNotContain(TOKEN);
  }

  @Test
  void a_webhook_that_never_answers_holds_up_neither_a_cycle_nor_the_end() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      here.with("caravan.notify", "webhook")
          .with(
              "caravan.notify.webhook.url",
              "http://localhost:%d/%s".formatted(silent.getLocalPort(), TOKEN));
      here.fault(Fault.status(401).on("datto", null, "/").times(0));
      long began;
      try (CaravanRuntime caravan = run()) {
        cycle(caravan);
        silent.accept();
        here.sandbox.faults().clear();
        began = System.nanoTime();
        cycle(caravan);
        caravan.stop();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began).toSeconds()).isLessThan(6);
      assertThat(logged()).doesNotContain(TOKEN);
    }
  }
}
