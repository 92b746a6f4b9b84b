package dev.caravan.runtime;

import dev.caravan.config.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/**
 * What a process of Caravan is to do.
 *
 * @param routes the folder with kamelets, vendors, policies, mappings and syncs
 * @param syncs the syncs whose routes are loaded
 * @param planning their sinks are replaced by one that writes nothing
 */
public record RuntimeSpec(
    Settings settings, Path routes, Collection<String> syncs, boolean planning, Clock clock) {
  public RuntimeSpec {
    syncs = List.copyOf(syncs);
    routes = routes.toAbsolutePath().normalize();
  }

  /** Cycles of these syncs, by the system's clock. */
  public static RuntimeSpec of(Settings settings, Path routes, Collection<String> syncs) {
    return new RuntimeSpec(settings, routes, syncs, false, Clock.systemUTC());
  }

  /** A plan of one sync. */
  public static RuntimeSpec plan(Settings settings, Path routes, String sync) {
    return new RuntimeSpec(settings, routes, List.of(sync), true, Clock.systemUTC());
  }
}
