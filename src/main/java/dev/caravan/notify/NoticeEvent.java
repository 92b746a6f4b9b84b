package dev.caravan.notify;

import java.util.Locale;

/** What a notice tells. */
enum NoticeEvent {
  ABORTED,
  CREDENTIALS_REJECTED,
  /** After either of them. */
  RECOVERED,
  GUARD_TRIPPED,
  GUARD_CLEARED,
  DEAD_LETTERS;

  static NoticeEvent of(Topic topic, boolean over) {
    return switch (topic) {
      case ABORTS -> over ? RECOVERED : ABORTED;
      case CREDENTIALS -> over ? RECOVERED : CREDENTIALS_REJECTED;
      case GUARD -> over ? GUARD_CLEARED : GUARD_TRIPPED;
      case DEAD_LETTERS -> DEAD_LETTERS;
    };
  }

  boolean isOver() {
    return this == RECOVERED || this == GUARD_CLEARED;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
