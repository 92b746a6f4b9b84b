package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;

import dev.caravan.time.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final SandboxOptions OPTIONS =
      SandboxOptions.defaults()
          .withClock(new HandClock(Instant.parse("2026-03-04T10:00:00Z")))
          .withRecords(2, 10, 3);

  @Test
  void the_same_seed_simulates_the_same_events() {
    assertThat(events(OPTIONS, 60)).isEqualTo(events(OPTIONS, 60));
    assertThat(events(OPTIONS.withSeed(5), 60)).isNotEqualTo(events(OPTIONS, 60));
  }

  @Test
  void alerts_open_change_flap_and_resolve_and_people_work() {
    try (Sandbox sandbox = Sandbox.start(OPTIONS)) {
      for (int i = 0; i < 3; i++) {
        sandbox.atera().createTicket("ticket " + i, "d");
      }
      List<String> happened = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        happened.addAll(sandbox.simulation().tick());
      }
      assertThat(happened)
          .anyMatch(event -> event.endsWith(" opened"))
          .anyMatch(event -> event.endsWith(" measured again"))
          .anyMatch(event -> event.endsWith(" became critical"))
          .anyMatch(event -> event.endsWith(" resolved and opened again"))
          .anyMatch(event -> event.endsWith(" resolved"))
          .anyMatch(event -> event.startsWith("a technician commented"))
          .anyMatch(event -> event.startsWith("a person closed"));
      assertThat(sandbox.datto().openAlerts()).hasSizeBetween(1, 80);
      assertThat(sandbox.datto().resolvedAlerts()).isNotEmpty();
    }
  }

  @Test
  void ticks_by_itself_until_told_to_stand_still() {
    try (Sandbox sandbox = Sandbox.start(OPTIONS)) {
      Client control = Client.control(sandbox);
      assertThat(control.post("/living", "{\"ticks\":2}").json().path("happened")).hasSize(2);
      control.post("/living", "{\"everyMs\":10}");
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> !sandbox.datto().resolvedAlerts().isEmpty());
      assertThat(control.post("/living", "{\"everyMs\":0}").json().path("running").asBoolean())
          .isFalse();
    }
  }

  @Test
  void a_step_that_fails_is_not_the_last_one() {
    AtomicInteger failures = new AtomicInteger(2);
    InstantSource clock =
        () -> {
          boolean ofTheTimer = Thread.currentThread().getName().equals("sandbox-simulation");
          if (ofTheTimer && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("no time");
          }
          return Instant.parse("2026-03-04T10:00:00Z");
        };
    try (Sandbox sandbox = Sandbox.start(OPTIONS.withClock(clock))) {
      sandbox.simulation().every(Duration.ofMillis(5));
      await().untilAtomic(failures, lessThan(0));
      await().until(() -> !sandbox.datto().resolvedAlerts().isEmpty());
    }
  }

  private static List<String> events(SandboxOptions options, int ticks) {
    try (Sandbox sandbox = Sandbox.start(options)) {
      List<String> happened = new ArrayList<>();
      for (int i = 0; i < ticks; i++) {
        happened.addAll(sandbox.simulation().tick());
      }
      return happened;
    }
  }
}
