package dev.caravan.lock;

/** Another process runs a cycle of that sync; the message says which. */
public final class AlreadyRunning extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AlreadyRunning(String message) {
    super(message);
  }
}
