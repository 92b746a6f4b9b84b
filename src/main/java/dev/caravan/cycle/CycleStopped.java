package dev.caravan.cycle;

/** The cycle was aborted by another of its writes; this one was not begun. */
public final class CycleStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CycleStopped(RuntimeException reason) {
    super(reason.getMessage(), reason);
  }
}
