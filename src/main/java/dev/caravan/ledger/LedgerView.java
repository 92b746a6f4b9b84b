package dev.caravan.ledger;

import org.jdbi.v3.core.Handle;

/** The tables of one sync within one transaction. Not thread-safe; not to be kept. */
public final class LedgerView {
  private final Entries entries;
  private final Steps steps;
  private final DeadLetters deadLetters;
  private final Events events;
  private final Occurrences occurrences;

  LedgerView(Handle handle, String sync) {
    this.entries = new Entries(handle, sync);
    this.steps = new Steps(handle, sync);
    this.deadLetters = new DeadLetters(handle, sync);
    this.events = new Events(handle, sync);
    this.occurrences = new Occurrences(handle, sync);
  }

  public Entries entries() {
    return entries;
  }

  public Steps steps() {
    return steps;
  }

  public DeadLetters deadLetters() {
    return deadLetters;
  }

  public Events events() {
    return events;
  }

  public Occurrences occurrences() {
    return occurrences;
  }
}
