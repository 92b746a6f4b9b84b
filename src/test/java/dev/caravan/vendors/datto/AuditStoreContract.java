package dev.caravan.vendors.datto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.store.TestStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of audits, on every store. */
@Timeout(120)
abstract class AuditStoreContract {
  private static final Audit FIRST = new Audit("1700000000000", "SN1", "Dell Inc.", "Latitude");

  @RegisterExtension final TestStore store;

  AuditStoreContract(TestStore store) {
    this.store = store;
  }

  @Test
  void the_latest_audit_of_a_device_is_kept_by_account() {
    AuditStore audits = new AuditStore(store.ledger());
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
}
