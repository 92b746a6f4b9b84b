package dev.caravan.store;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;

/** An empty store for each test, to be registered as an extension; one for each kind we support. */
public interface TestStore extends BeforeEachCallback, AfterEachCallback {
  /** The open store of the present test. */
  Store store();

  /** How a second process would open it. */
  StoreSettings settings();

  default Database ledger() {
    return store().ledger();
  }

  default Database budgets() {
    return store().budgets();
  }
}
