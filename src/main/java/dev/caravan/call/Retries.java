package dev.caravan.call;

import java.util.EnumMap;
import java.util.Map;

/** How often one call was tried again, by reason. Immutable. */
record Retries(Map<RetryReason, Integer> counts) {
  static final Retries NONE = new Retries(Map.of());

  /** Why a call is tried again. Each has a count of its own: a 401 does not use up a 503's. */
  enum RetryReason {
    TRANSIENT,
    THROTTLED,
    UNAUTHORIZED,
    CONFLICT
  }

  Retries {
    counts = Map.copyOf(counts);
  }

  int of(RetryReason reason) {
    return counts.getOrDefault(reason, 0);
  }

  Retries oneMore(RetryReason reason) {
    Map<RetryReason, Integer> more = new EnumMap<>(RetryReason.class);
    more.putAll(counts);
    more.merge(reason, 1, Integer::sum);
    return new Retries(more);
  }
}
