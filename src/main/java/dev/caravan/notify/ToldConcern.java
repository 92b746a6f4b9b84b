package dev.caravan.notify;

import java.time.Instant;

/**
 * A concern and what one notify Pipe has told of it.
 *
 * @param number dead letters that it has told
 * @param troubled whether it has told that it is in trouble
 * @param troubleAt when it last told that; the epoch when it never did
 * @param overAt when it last told that this was over
 */
record ToldConcern(
    Concern concern, long number, boolean troubled, Instant troubleAt, Instant overAt) {

  /** Whether there is trouble to be told. */
  boolean isTrouble() {
    return concern.topic() == Topic.DEAD_LETTERS
        ? concern.number() > number
        : concern.troubled() && !troubled;
  }

  /** Whether it is to be told that a trouble is over. */
  boolean isOver() {
    return concern.topic() != Topic.DEAD_LETTERS && troubled && !concern.troubled();
  }

  /** What is to be told by number: dead letters that were not told yet, aborted cycles. */
  long untold() {
    return concern.topic() == Topic.DEAD_LETTERS ? concern.number() - number : concern.number();
  }

  Instant lastAt(boolean over) {
    return over ? overAt : troubleAt;
  }
}
