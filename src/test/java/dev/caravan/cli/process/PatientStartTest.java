package dev.caravan.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.store.Store;
import dev.caravan.store.StoreException;
import dev.caravan.store.StoreSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatientStartTest {
  /** Nobody listens there. */
  private static final StoreSettings AWAY = StoreSettings.of("jdbc:postgresql://localhost:1/x");

  private final AtomicLong seconds = new AtomicLong();
  private final StringWriter said = new StringWriter();
  private final AtomicInteger tries = new AtomicInteger();

  private PatientStart start(boolean asked) {
    return new PatientStart(
        () -> TimeUnit.SECONDS.toNanos(seconds.get()),
        longest -> {
          seconds.addAndGet(longest.toSeconds());
          return asked;
        },
        new PrintWriter(said));
  }

  private static StoreException refused() {
    try (Store store = Store.open(AWAY)) {
      throw new IllegalStateException(store + " is there");
    } catch (StoreException e) {
      return e;
    }
  }

  @Test
  void waits_for_a_store_that_cannot_be_reached_and_says_so_once() {
    StoreException away = refused();
    StoreException damaged = new StoreException("The store is damaged");
    assertThatThrownBy(
            () ->
                start(false)
                    .start(
                        () -> {
                          throw tries.incrementAndGet() < 5 ? away : damaged;
                        }))
        .isSameAs(damaged);
    assertThat(tries).hasValue(5);
    assertThat(said.toString().lines())
        .singleElement()
        .asString()
        .contains("localhost:1", "Waiting for it");
  }

  @Test
  void gives_up_after_five_minutes() {
    StoreException away = refused();
    assertThatThrownBy(
            () ->
                start(false)
                    .start(
                        () -> {
                          throw away;
                        }))
        .isSameAs(away);
    assertThat(seconds.get()).isBetween(300L, 304L);
  }

  @Test
  void gives_up_when_the_process_is_asked_to_end() {
    StoreException away = refused();
    assertThatThrownBy(
            () ->
                start(true)
                    .start(
                        () -> {
                          tries.incrementAndGet();
                          throw away;
                        }))
        .isSameAs(away);
    assertThat(tries).hasValue(1);
  }
}
