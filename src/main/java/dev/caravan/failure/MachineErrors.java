package dev.caravan.failure;

import java.util.Optional;

/**
 * Errors of the machine: no memory, no stack, a class that cannot be loaded. Camel hands them on
 * inside exceptions, where whoever deals with exceptions would take them for a call that failed:
 * they are no answer of a vendor, are never in doubt and never tried again.
 */
public final class MachineErrors {
  private MachineErrors() {}

  /** The error that a failure is or was caused by. */
  public static Optional<Error> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error error) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }

  /**
   * Throws the error that a failure is or was caused by; nothing happens where there is none.
   *
   * @throws Error itself
   */
  public static void raise(Throwable failure) {
    in(failure)
        .ifPresent(
            error -> {
              throw error;
            });
  }
}
