package dev.caravan.ledger;

import org.jdbi.v3.core.statement.PreparedBatch;

/** Batches that may be empty, which JDBC does not like. */
final class Batches {
  private Batches() {}

  static void run(PreparedBatch batch, int size) {
    if (size > 0) {
      batch.execute();
    }
    batch.close();
  }
}
