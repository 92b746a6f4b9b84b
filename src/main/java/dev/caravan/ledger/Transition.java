package dev.caravan.ledger;

import static dev.caravan.ledger.State.CLOSED;
import static dev.caravan.ledger.State.CLOSING;
import static dev.caravan.ledger.State.DEAD;
import static dev.caravan.ledger.State.INTENDED;
import static dev.caravan.ledger.State.IN_DOUBT;
import static dev.caravan.ledger.State.OPEN;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of an entry: what may happen to it, the state that it has then, and the states in which
 * it may happen. Each is a method of {@link Entry}, which says what else changes.
 */
enum Transition {
  // The create.
  INTENDED_AGAIN(INTENDED, INTENDED, DEAD, CLOSED),
  ACCEPTED(OPEN, INTENDED),
  REJECTED(DEAD, INTENDED),
  DOUBTED(IN_DOUBT, INTENDED, IN_DOUBT, DEAD, CLOSED),
  NOT_FOUND(IN_DOUBT, IN_DOUBT),
  ABSENT(INTENDED, IN_DOUBT),
  ADOPTED(OPEN, IN_DOUBT, INTENDED),
  CREATED_LATE(OPEN, DEAD, CLOSED),

  // The record in the lists of its source.
  WANTED(null, OPEN, CLOSING),
  REOPENED(OPEN, CLOSED),
  SEEN_AGAIN(null, State.values()),
  MISSED_AGAIN(null, OPEN, CLOSING, INTENDED, DEAD, CLOSED),
  FORGOTTEN(CLOSED, INTENDED, DEAD),
  RELEASED(CLOSED, CLOSED),

  // The counterpart.
  RETARGETED(null, OPEN),
  LOOKED_AT(OPEN, OPEN),
  UPDATED(OPEN, OPEN, CLOSING),
  COMMENTED(null, OPEN, CLOSING, CLOSED),
  CHANGE_GIVEN_UP(null, OPEN, CLOSING),
  MAYBE_CLOSED(CLOSING, OPEN),
  ABOUT_TO_CLOSE(CLOSING, OPEN, CLOSING),
  STILL_OPEN(OPEN, OPEN, CLOSING),
  OVER(CLOSED, OPEN, CLOSING),
  PERSON_ENDED(CLOSED, INTENDED, DEAD, OPEN),
  GONE(CLOSED, CLOSED);

  private final @Nullable State to;
  private final List<State> from;

  /**
   * @param to null where the state stays as it is
   */
  Transition(@Nullable State to, State... from) {
    this.to = to;
    this.from = List.of(from);
  }

  /** What a person ended does not begin anew before its record has been away. */
  private boolean beginsAnew() {
    return this == INTENDED_AGAIN || this == REOPENED;
  }

  boolean isPossible(Entry entry) {
    return from.contains(entry.state()) && !(beginsAnew() && entry.endedByPerson());
  }

  /**
   * The state of an entry to which this has happened.
   *
   * @throws IllegalStateException when it cannot happen to that entry
   */
  State after(Entry entry) {
    if (!isPossible(entry)) {
      throw new IllegalStateException(
          "%s cannot be %s: its entry is %s%s in generation %d, and that takes one that is %s"
              .formatted(
                  entry.key(),
                  name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  entry.state().word(),
                  entry.endedByPerson() ? " by a person" : "",
                  entry.generation(),
                  from.stream().map(State::word).collect(Collectors.joining(" or "))));
    }
    return to == null ? entry.state() : to;
  }
}
