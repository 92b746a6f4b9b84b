package dev.caravan.store;

/** The store cannot be used; the message is a sentence for the operator. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean away;

  public StoreException(String message) {
    super(message);
    this.away = false;
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
    this.away = StoreFault.isAway(cause);
  }

  /** Whether it may be there in a moment without anybody changing anything. */
  public boolean isAway() {
    return away;
  }
}
