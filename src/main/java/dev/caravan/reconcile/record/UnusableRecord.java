package dev.caravan.reconcile.record;

/** What came out of a mapping is not a record; the cycle cannot go on. */
public final class UnusableRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableRecord(String message) {
    super(message);
  }
}
