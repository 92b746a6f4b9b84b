package dev.caravan.notify;

import java.time.Instant;

/**
 * How a sync or an account stands that was ever in trouble.
 *
 * @param subject the sync; of credentials the account
 * @param account concerns of one account are told together; blank where none is known
 * @param number aborted cycles in a row, or dead letters so far
 * @param troubled whether it is in trouble now
 * @param sync the sync that it showed in, with its cycle
 * @param detail what that cycle said, without secrets
 */
record Concern(
    Topic topic,
    String subject,
    String account,
    long number,
    boolean troubled,
    String sync,
    long cycle,
    Instant at,
    String detail) {

  ConcernKey key() {
    return new ConcernKey(topic, subject);
  }
}
