package dev.caravan.sandbox.atera;

import java.time.Instant;
import java.util.function.Supplier;

/** What a tenant's own automation does to tickets, where switches say so. Thread-safe. */
final class TenantRules {
  private final Supplier<AteraSettings> settings;

  TenantRules(Supplier<AteraSettings> settings) {
    this.settings = settings;
  }

  /** A ticket was opened. */
  void opened(StoredTicket ticket, Instant now) {
    AteraSettings set = settings.get();
    if (set.ruleTechnician() > 0) {
      ticket.technician = set.ruleTechnician();
    }
    if (!set.ruleStatus().isEmpty()) {
      ticket.status(set.ruleStatus(), now);
    }
    if (!set.rulePriority().isEmpty()) {
      ticket.priority = set.rulePriority();
    }
  }

  /** A ticket was changed by the API. */
  void updated(StoredTicket ticket, Instant now) {
    if (settings.get().rulesOnUpdate()) {
      opened(ticket, now);
    }
  }
}
