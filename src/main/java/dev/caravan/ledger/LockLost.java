package dev.caravan.ledger;

/**
 * This process may no longer write for a sync: another cycle has begun, or its lease has run out.
 */
public final class LockLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LockLost(String message) {
    super(message);
  }
}
