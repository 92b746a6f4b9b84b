package dev.caravan.target;

/** A change that the target would refuse, or must not get; found out before anything was sent. */
public final class Unsendable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unsendable(String message) {
    super(message);
  }
}
