package dev.caravan.reconcile.record;

/**
 * The key of a source's record on its way through the routes: of a bean's parameter that is a text
 * Camel takes the quotes off, and reads the text {@code null} as none, and a key may be either.
 *
 * @param text the key as the source writes it
 */
public record RecordKey(String text) {
  @Override
  public String toString() {
    return text;
  }
}
