package dev.caravan.cycle;

import dev.caravan.failure.MachineErrors;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;

/** Camel wraps what a bean throws; a report wants the reason itself. */
final class CamelExceptions {
  private CamelExceptions() {}

  /**
   * What a report tells of whatever ended a cycle.
   *
   * @throws OutOfMemoryError where that is the reason: nothing that follows could be relied on
   */
  static RuntimeException reported(Throwable thrown) {
    Error error = MachineErrors.in(thrown).orElse(null);
    if (error instanceof OutOfMemoryError memory) {
      throw memory;
    }
    if (error != null) {
      return new IllegalStateException(
          "Caravan itself failed: %s; the next cycle goes on".formatted(error), error);
    }
    return thrown instanceof RuntimeException reason ? reason : new IllegalStateException(thrown);
  }

  /**
   * The reason itself.
   *
   * @throws Error where it is one of the machine
   */
  static RuntimeException ofInterest(Exception failure) {
    MachineErrors.raise(failure);
    Throwable cause = failure;
    while ((cause instanceof RuntimeCamelException || cause instanceof CamelExchangeException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RuntimeException reason) {
      return reason;
    }
    if (cause instanceof JsonQueryException jq) {
      return new IllegalStateException(JqFailures.words(jq), jq);
    }
    // Its words are for the operator, the name of its class is not.
    return new IllegalStateException(
        cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }

  static void raise(RuntimeException reason) {
    throw reason;
  }
}
