package dev.caravan.budget;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class SpentBudgetsTest extends SpentBudgetsContract {
  SpentBudgetsTest() {
    super(new EmbeddedStore());
  }
}
