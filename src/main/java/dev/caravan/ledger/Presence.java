package dev.caravan.ledger;

/**
 * A record in the lists of its source.
 *
 * @param since when it was first wanted
 * @param missed complete cycles in a row that did not list it
 */
public record Presence(Moment since, int missed) {
  Presence seen() {
    return new Presence(since, 0);
  }

  Presence missedAgain() {
    return new Presence(since, missed + 1);
  }
}
