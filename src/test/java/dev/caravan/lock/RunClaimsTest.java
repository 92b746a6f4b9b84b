package dev.caravan.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.caravan.store.EmbeddedStore;
import dev.caravan.store.TestStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunClaimsTest {
  private static final Duration LENGTH = Duration.ofSeconds(30);
  private static final List<String> BOTH = List.of("a", "b");

  @RegisterExtension final TestStore store = new EmbeddedStore();

  private RunClaims claims(Holder holder, Duration length) {
    return new RunClaims(store.ledger(), length, holder);
  }

  @Test
  void what_another_process_runs_is_named_and_what_nobody_does_is_claimed() {
    try (RunClaims first = claims(Holder.self(), LENGTH);
        RunClaims second = claims(Holder.self(), LENGTH)) {
      assertThat(first.take(List.of("a"))).isEmpty();
      assertThat(first.take(List.of("a"))).isEmpty();

      assertThat(second.take(BOTH)).containsOnlyKeys("a");
      assertThat(second.take(BOTH).get("a"))
          .startsWith("process " + ProcessHandle.current().pid() + " on ");
      assertThat(first.take(BOTH)).containsOnlyKeys("b");
    }
  }

  @Test
  void what_an_ended_process_has_claimed_is_free_at_once() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    Holder ended = Holder.of(process.toHandle());
    try (RunClaims first = claims(ended, LENGTH);
        RunClaims second = claims(Holder.self(), LENGTH)) {
      first.take(BOTH);
      assertThat(second.take(BOTH)).containsOnlyKeys("a", "b");
      process.destroyForcibly().waitFor();
      assertThat(second.take(BOTH)).isEmpty();
    }
  }

  @Test
  void what_a_process_gives_up_is_free() {
    try (RunClaims second = claims(Holder.self(), LENGTH)) {
      try (RunClaims first = claims(Holder.self(), LENGTH)) {
        first.take(BOTH);
      }
      assertThat(second.take(BOTH)).isEmpty();
    }
  }

  @Test
  void a_process_ends_although_its_store_is_away() {
    RunClaims first = claims(Holder.self(), LENGTH);
    first.take(BOTH);
    store.store().close();

    assertThatCode(first::close).doesNotThrowAnyException();
  }

  @Test
  void claims_are_renewed_while_they_are_held() {
    Duration shorter = Duration.ofSeconds(1);
    try (RunClaims first = claims(Holder.self(), shorter);
        RunClaims second = claims(Holder.self(), shorter)) {
      first.take(BOTH);
      await().during(shorter.multipliedBy(4)).until(() -> second.take(BOTH).size() == 2);
    }
  }
}
