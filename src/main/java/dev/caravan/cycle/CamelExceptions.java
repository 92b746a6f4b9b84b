package dev.caravan.cycle;

import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;

/** Camel wraps what a bean throws; a report wants the reason itself. */
final class CamelExceptions {
  private CamelExceptions() {}

  static RuntimeException ofInterest(Exception failure) {
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
