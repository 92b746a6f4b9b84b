package dev.caravan.cycle;

/** Something that the operator must change before the sync can run; ends with exit code 2. */
public final class OperatorActionRequired extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OperatorActionRequired(String message) {
    super(message);
  }
}
