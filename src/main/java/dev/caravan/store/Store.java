package dev.caravan.store;

import java.util.List;

/**
 * The open store: two databases, so that who asks for a budget never waits for a page that is being
 * written. Thread-safe; to be closed once, after the last writer.
 */
public final class Store implements AutoCloseable {
  private final Database ledger;
  private final Database budgets;
  private final Database locks;

  private Store(Database ledger, Database budgets, Database locks) {
    this.ledger = ledger;
    this.budgets = budgets;
    this.locks = locks;
  }

  /**
   * Opens the store, makes it where there is none and brings its schema up to date, unless the
   * settings say that it is taken as it is.
   *
   * @throws StoreException with a sentence for the operator when that cannot be done
   */
  public static Store open(StoreSettings settings) {
    return open(settings, Schema.LEDGER, Schema.BUDGET);
  }

  static Store open(StoreSettings settings, Schema ledger, Schema budget) {
    List<Database> databases = new StoreOpening(settings, ledger, budget).databases();
    Database locks = databases.get(databases.size() > 2 ? 2 : 0);
    return new Store(databases.get(0), databases.get(1), locks);
  }

  /** Syncs, entries, journal, stories, locks: what must outlive everything. */
  public Database ledger() {
    return ledger;
  }

  /** What each account may still call: what a power cut may set back by a few calls. */
  public Database budgets() {
    return budgets;
  }

  /** The part of the ledger that says who runs a sync, for who must not wait for its writers. */
  public Database locks() {
    return locks;
  }

  @Override
  public void close() {
    if (locks != ledger) {
      locks.close();
    }
    budgets.close();
    ledger.close();
  }
}
