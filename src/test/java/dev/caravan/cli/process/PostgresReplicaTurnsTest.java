package dev.caravan.cli.process;

import dev.caravan.store.PostgresStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresReplicaTurnsTest extends ReplicaTurnsContract {
  @RegisterExtension final PostgresStore store = new PostgresStore();

  @Override
  String storeUrl() {
    return store.settings().url();
  }
}
