package dev.caravan.runtime;

import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import org.apache.camel.Exchange;

/**
 * Offers the settings of a sync that shape what is written to its mappings, as variables.
 * Thread-safe.
 */
public final class MappingInput {
  private final Settings settings;

  MappingInput(Settings settings) {
    this.settings = settings;
  }

  /**
   * Sets {@code endUserId} and {@code technicianId}, where the operator did, and {@code
   * hasContacts} where there is a table of contacts.
   */
  public void offer(Exchange exchange) {
    SyncSettings sync = settings.sync(exchange.getVariable("sync", String.class));
    sync.endUserId()
        .ifPresent(contact -> exchange.setVariable("endUserId", Long.toString(contact)));
    sync.contactsFile().ifPresent(file -> exchange.setVariable("hasContacts", "true"));
    sync.technicianId()
        .ifPresent(technician -> exchange.setVariable("technicianId", Long.toString(technician)));
  }
}
