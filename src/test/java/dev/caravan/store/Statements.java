package dev.caravan.store;

import org.jdbi.v3.core.statement.SqlLogger;

/** What a test sees of the statements that a database runs. */
public final class Statements {
  private Statements() {}

  public static void log(Database database, SqlLogger logger) {
    database.log(logger);
  }
}
