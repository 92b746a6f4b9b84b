package dev.caravan.vendors.datto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.Retention;
import dev.caravan.store.TestStore;
import dev.caravan.time.HandClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of audits, on every store. */
@Timeout(120)
abstract class AuditStoreContract {
  private static final Audit FIRST = new Audit("1700000000000", "SN1", "Dell Inc.", "Latitude");

  @RegisterExtension final TestStore store;
  private final HandClock clock = new HandClock();
  private final Retention retention = new Retention(Duration.ofDays(90), clock);

  AuditStoreContract(TestStore store) {
    this.store = store;
  }

  private AuditStore audits() {
    return new AuditStore(store.ledger(), clock, retention);
  }

  @Test
  void the_latest_audit_of_a_device_is_kept_by_account() {
    AuditStore audits = audits();
    audits.keep("datto", "one", FIRST);
    audits.keep("datto-two", "one", new Audit("", null, null, null));
    Audit second = new Audit("1800000000000", null, "Dell Inc.", null);
    audits.keep("datto", "two", FIRST);
    audits.keep("datto", "two", second);

    assertThat(audits.known("datto", List.of("one", "two", "three")))
        .containsOnlyKeys("one", "two")
        .containsEntry("one", FIRST)
        .containsEntry("two", second);
    assertThat(audits.known("datto-two", List.of("one")))
        .containsEntry("one", new Audit("", null, null, null));
    assertThat(audits.known("datto", List.of())).isEmpty();
  }

  @Test
  void of_devices_and_accounts_that_are_gone_nothing_is_kept_for_ever() {
    AuditStore audits = audits();
    audits.keep("datto", "here", FIRST);
    audits.keep("datto", "gone", FIRST);
    audits.keep("account-of-old", "here", FIRST);
    for (int day = 0; day < 200; day += 20) {
      audits.used("datto", List.of("here"));
      retention.run();
      clock.move(Duration.ofDays(20));
    }
    assertThat(audits.known("datto", List.of("here", "gone"))).containsOnlyKeys("here");
    assertThat(audits.known("account-of-old", List.of("here"))).isEmpty();
  }
}
