package dev.caravan.runtime;

import dev.caravan.vendor.Services;
import dev.caravan.vendor.VendorBeans;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;

/** What this process lends to the beans of vendors. */
final class OfferedServices implements Services {
  private final Map<Class<?>, Object> byType = new LinkedHashMap<>();

  <T> OfferedServices offer(Class<T> type, T service) {
    byType.put(type, service);
    return this;
  }

  @Override
  public <T> T get(Class<T> type) {
    Object service = byType.get(type);
    if (service == null) {
      throw new IllegalArgumentException(
          "No %s is offered to vendors; there are %s"
              .formatted(
                  type.getSimpleName(),
                  byType.keySet().stream().map(Class::getSimpleName).sorted().toList()));
    }
    return type.cast(service);
  }

  /** The beans of every vendor that has some. */
  void bindAll(BiConsumer<String, Object> registry) {
    ServiceLoader.load(VendorBeans.class).forEach(beans -> beans.bind(registry, this));
  }
}
