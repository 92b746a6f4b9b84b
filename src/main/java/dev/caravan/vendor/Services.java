package dev.caravan.vendor;

/**
 * What a running Caravan lends to the beans of vendors, by type: accounts, settings, journal, the
 * store, the clock and whatever else its start offers.
 */
public interface Services {
  /**
   * The one of that type.
   *
   * @throws IllegalArgumentException when none is offered
   */
  <T> T get(Class<T> type);
}
