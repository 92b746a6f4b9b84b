package dev.caravan.storm;

/**
 * What kind of storm it is.
 *
 * @param shared whether alerts of one device and condition share a ticket
 * @param onPostgres whether the store is a PostgreSQL; else it is a file
 * @param putBack whether the file is put back to an earlier state now and then
 */
record StormKind(boolean shared, boolean onPostgres, boolean putBack) {
  /** As the system properties say. */
  static StormKind wanted() {
    return new StormKind(
        Boolean.getBoolean("storm.shared"),
        System.getProperty("storm.store", "sqlite").startsWith("postgres"),
        Boolean.getBoolean("storm.back"));
  }

  @Override
  public String toString() {
    return (onPostgres ? "PostgreSQL" : "SQLite")
        + (shared ? ", shared tickets" : "")
        + (putBack ? ", ledgers put back" : "");
  }
}
