package dev.caravan.store;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;

/** An empty store for each test, to be registered as an extension; one for each kind we support. */
public interface TestStore extends BeforeEachCallback, AfterEachCallback {
  /** Of the store of the present test. */
  Jdbi jdbi();
}
