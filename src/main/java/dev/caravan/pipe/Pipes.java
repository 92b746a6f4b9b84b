package dev.caravan.pipe;

import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Pipes of one kind in the folders of routes, one a file. Immutable; each file is read once.
 */
public final class Pipes {
  private final Map<String, Pipe> byName = new TreeMap<>();

  /** Those of syncs. */
  public static Pipes ofSyncs(RouteFolders routes) {
    return new Pipes(routes, "syncs");
  }

  /** Those that tell operators what they must know. */
  public static Pipes ofNotices(RouteFolders routes) {
    return new Pipes(routes, Pipe.NOTIFY);
  }

  private Pipes(RouteFolders routes, String folder) {
    for (Path file : routes.files(folder + "/*" + Pipe.ENDING)) {
      Pipe pipe = Pipe.read(file);
      byName.put(pipe.name(), pipe);
    }
  }

  public Optional<Pipe> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** By name. */
  public Collection<Pipe> all() {
    return Collections.unmodifiableCollection(byName.values());
  }
}
