package dev.caravan.target;

/**
 * The target accepted a create, but not in a way that says where the counterpart is; its marker
 * will be looked for.
 */
public final class Unproven extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unproven(String message) {
    super(message);
  }
}
