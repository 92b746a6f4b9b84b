package dev.caravan.notify;

import dev.caravan.store.EmbeddedStore;

/** On the embedded store. */
class NotifierTest extends NotifierContract {
  NotifierTest() {
    super(new EmbeddedStore());
  }
}
