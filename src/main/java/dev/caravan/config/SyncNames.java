package dev.caravan.config;

import dev.caravan.pipe.Pipe;
import dev.caravan.pipe.Pipes;
import dev.caravan.text.Similar;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which syncs there are: those of the catalog, one of the name of each Pipe, and those that a key
 * {@code <name>.pipe} makes of another Pipe. One use.
 */
final class SyncNames {
  private static final String PIPE = "pipe";
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** What the store has room for. */
  private static final int LONGEST = 200;

  private final Catalog catalog;
  private final RouteFolders routes;
  private final Pipes pipes;
  private final Map<String, SyncEnds> syncs = new LinkedHashMap<>();
  private final Map<String, WrittenValue> lines = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  SyncNames(Catalog catalog, RouteFolders routes, Pipes pipes) {
    this.catalog = catalog;
    this.routes = routes;
    this.pipes = pipes;
    catalog.syncs().forEach(sync -> syncs.put(sync.name(), sync));
    pipes.all().forEach(pipe -> syncs.put(pipe.name(), ends(pipe.name(), pipe)));
  }

  /** The names of those that need no line, which no account may have. */
  Set<String> ofPipes() {
    return new LinkedHashSet<>(syncs.keySet());
  }

  /** Takes the keys of files, and the variables that name a Pipe or nearly so. */
  void read(Collection<WrittenValue> entries, Map<String, String> environment) {
    for (WrittenValue entry : entries) {
      String name = KnownKeys.prefix(entry.key());
      if (entry.key().equals(name + "." + PIPE)) {
        lines.put(name, entry);
      }
    }
    String ending = "_" + PIPE.toUpperCase(Locale.ROOT);
    environment.forEach(
        (variable, value) -> {
          if (variable.endsWith(ending) && similar(value.strip()).isPresent()) {
            String name =
                variable
                    .substring(0, variable.length() - ending.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
            lines.put(
                name, WrittenValue.ofVariable(name + "." + PIPE, variable, value, Path.of("")));
          }
        });
  }

  /**
   * All syncs by name, once it is known which accounts there are.
   *
   * @param value the value of a line without its placeholders
   */
  Map<String, SyncEnds> syncs(Set<String> accounts, Function<WrittenValue, String> value) {
    Set<String> reserved =
        catalog.global().stream()
            .map(key -> KnownKeys.prefix(key.name()))
            .collect(Collectors.toSet());
    for (Pipe pipe : pipes.all()) {
      complaint(pipe.name(), accounts, reserved)
          .ifPresent(
              what -> {
                syncs.remove(pipe.name());
                problems.add(
                    new Problem(pipe.file().toString(), "", what, "name file and Pipe otherwise"));
              });
    }
    lines.forEach(
        (name, line) ->
            complaint(name, accounts, reserved)
                .ifPresentOrElse(
                    what ->
                        problems.add(
                            new Problem(line.key(), line.where(), what, "name the sync otherwise")),
                    () -> make(name, line, value.apply(line))));
    return syncs;
  }

  private static Optional<String> complaint(
      String name, Set<String> accounts, Set<String> reserved) {
    if (accounts.contains(name)) {
      return Optional.of("makes a sync of the name of the account " + name);
    }
    if (reserved.contains(name)) {
      return Optional.of("makes a sync of the name that all keys %s.* have".formatted(name));
    }
    return FORM.matcher(name).matches() && name.length() <= LONGEST
        ? Optional.empty()
        : Optional.of(
            "makes a sync of the name '%s', but a name is words of a-z and 0-9 with dashes between, such as emea-alerts, of at most %d characters"
                .formatted(name, LONGEST));
  }

  private void make(String name, WrittenValue line, String pipe) {
    if (line.isBlank()) {
      if (!syncs.containsKey(name)) {
        problems.add(new Problem(line.key(), line.where(), "is empty", "name a Pipe: " + names()));
      }
      return;
    }
    Optional<SyncEnds> catalogued =
        catalog.syncs().stream().filter(sync -> sync.name().equals(pipe)).findFirst();
    SyncEnds ends =
        pipes
            .find(pipe)
            .map(it -> ends(name, it))
            .or(() -> catalogued.map(it -> it.named(name)))
            .orElseGet(() -> unknown(name, line, pipe));
    syncs.put(name, ends);
  }

  private SyncEnds unknown(String name, WrittenValue line, String pipe) {
    WrittenValue other = lines.get(pipe);
    problems.add(
        new Problem(
            line.key(),
            line.where(),
            other == null
                ? "names the Pipe '%s', of which there is no file %s.pipe.yaml in %s"
                    .formatted(pipe, pipe, folders())
                : "names '%s', which is a sync and no Pipe".formatted(pipe),
            other == null
                ? similar(pipe)
                    .map("did you mean %s?"::formatted)
                    .orElseGet(() -> "the Pipes are " + names())
                : "name its Pipe: " + other.value()));
    return new SyncEnds(name, pipe, Optional.empty(), Optional.empty(), false);
  }

  private Optional<String> similar(String pipe) {
    return Similar.to(pipe, pipes.all().stream().map(Pipe::name).toList());
  }

  private String names() {
    return pipes.all().stream().map(Pipe::name).collect(Collectors.joining(", "));
  }

  private String folders() {
    return routes.folders().stream()
        .map(folder -> folder.resolve("syncs").toString())
        .collect(Collectors.joining(" or "));
  }

  private SyncEnds ends(String name, Pipe pipe) {
    return new SyncEnds(name, pipe.name(), vendorOf(pipe.source()), vendorOf(pipe.sink()), true);
  }

  private Optional<String> vendorOf(String kamelet) {
    return catalog.vendors().keySet().stream()
        .filter(vendor -> kamelet.startsWith(vendor + "-"))
        .max(Comparator.comparingInt(String::length));
  }

  /** Whether a key makes a sync or was meant to. */
  boolean isLine(String key) {
    String name = KnownKeys.prefix(key);
    return lines.containsKey(name) && key.equals(name + "." + PIPE);
  }

  List<Problem> problems() {
    return problems;
  }
}
