package dev.caravan.cycle;

/** Something that the operator must change before the sync can run; ends with exit code 2. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Refused(String message) {
    super(message);
  }
}
