package dev.caravan.vendor;

import java.util.function.BiConsumer;

/**
 * The beans that the routes of one vendor name and no other's. A vendor that needs none has no such
 * class; the others are found by {@link java.util.ServiceLoader}.
 */
public interface VendorBeans {
  /** The vendor's id, the name of its folder. */
  String vendor();

  /**
   * Creates them; called once for each start of the routes.
   *
   * @param registry takes a bean by the name that routes call it
   */
  void bind(BiConsumer<String, Object> registry, Services services);
}
