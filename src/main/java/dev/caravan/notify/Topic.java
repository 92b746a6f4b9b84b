package dev.caravan.notify;

import java.util.Arrays;
import java.util.Locale;

/** What a concern is about. */
enum Topic {
  /** Cycles of a sync that were aborted one after the other. */
  ABORTS,
  /** A safety guard that holds something of a sync back. */
  GUARD,
  /** The credentials of an account. */
  CREDENTIALS,
  /** Changes of a sync that the target refuses. */
  DEAD_LETTERS;

  /** As the store has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Topic of(String word) {
    return Arrays.stream(values())
        .filter(topic -> topic.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No topic '%s'".formatted(word)));
  }
}
