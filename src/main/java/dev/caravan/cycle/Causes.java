package dev.caravan.cycle;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;

/** Camel wraps what a bean throws; a report wants the reason itself. */
final class Causes {
  private Causes() {}

  static RuntimeException ofInterest(Exception failure) {
    Throwable cause = failure;
    while ((cause instanceof RuntimeCamelException || cause instanceof CamelExchangeException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException reason ? reason : new IllegalStateException(cause);
  }

  static void raise(RuntimeException reason) {
    throw reason;
  }
}
