package dev.caravan.runtime;

import dev.caravan.config.ConfigurationException;
import dev.caravan.config.Problem;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.FailedToCreateRouteException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in which file and line of the routes Camel met something that it cannot load. */
final class BrokenRoutes {
  private static final String HINT = "mend the file";

  private BrokenRoutes() {}

  /** The failure of a start, the same where it was not the routes'. */
  static RuntimeException in(Exception failure, RouteFolders routes) {
    Optional<ConfigurationException> broken = find(failure, routes);
    if (broken.isPresent()) {
      return broken.get();
    }
    return failure instanceof RuntimeException same
        ? same
        : new IllegalStateException(
            "Caravan could not be started: " + failure.getMessage(), failure);
  }

  private static Optional<ConfigurationException> find(Throwable failure, RouteFolders routes) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationException ours) {
        return Optional.of(ours);
      }
      if (cause instanceof MarkedYamlEngineException yaml && yaml.getProblemMark().isPresent()) {
        return Optional.of(
            problem(
                yaml.getProblemMark().get().getName(),
                "line " + (yaml.getProblemMark().get().getLine() + 1),
                yaml.getProblem()));
      }
      if (cause instanceof FailedToCreateRouteException route) {
        String what = "cannot be created: " + innermost(route);
        return Optional.of(
            routes.files("**.camel.yaml").stream()
                .flatMap(file -> line(file, route.getRouteId()).stream())
                .map(place -> problem(place.file(), "line " + place.line(), what))
                .findFirst()
                .orElseGet(() -> problem("The route " + route.getRouteId(), "", what)));
      }
    }
    return Optional.empty();
  }

  private record Place(String file, int line) {}

  /** Camel does not say it of a route: where its id is written. */
  private static Optional<Place> line(Path file, @Nullable String routeId) {
    try {
      List<String> lines = Files.readAllLines(file);
      return IntStream.range(0, lines.size())
          .filter(i -> lines.get(i).matches("\\W*(id|routeId): *\\Q%s\\E *".formatted(routeId)))
          .mapToObj(i -> new Place(file.toString(), i + 1))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static ConfigurationException problem(String file, String where, String what) {
    return new ConfigurationException(
        List.of(new Problem(file.replaceFirst("^file:", ""), where, what.strip(), HINT)));
  }
}
