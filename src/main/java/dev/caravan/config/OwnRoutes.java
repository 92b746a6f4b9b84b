package dev.caravan.config;

import dev.caravan.vendor.RouteFolders;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of routes that an operator names; they are read before all other keys. */
final class OwnRoutes {
  static final String KEY = "caravan.routes-dirs";
  private static final List<String> KINDS =
      List.of(
          "vendors",
          "kamelets",
          "mappings",
          "syncs",
          "notify",
          "templates",
          "policies",
          "reconcile");

  private final List<Path> folders = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param shipped what stands before them and counts less
   * @param value what the key says, its placeholders replaced, and in which file
   */
  OwnRoutes(RouteFolders shipped, Optional<WrittenValue> value) {
    folders.addAll(shipped.folders());
    value.ifPresent(
        written -> ValueForms.list(written.value()).forEach(name -> folder(name, written)));
  }

  private void folder(String name, WrittenValue written) {
    try {
      Path folder = written.folder().resolve(name).toAbsolutePath().normalize();
      Optional<String> complaint = complaint(folder);
      if (complaint.isPresent()) {
        problems.add(
            new Problem(
                KEY,
                written.where(),
                "names %s, %s".formatted(folder, complaint.get()),
                "folders are separated by commas, relative ones relative to the file that names"
                    + " them"));
      } else if (!folders.contains(folder)) {
        folders.add(folder);
      }
    } catch (InvalidPathException e) {
      problems.add(
          new Problem(KEY, written.where(), "names '%s', which is no path".formatted(name), ""));
    }
  }

  private static Optional<String> complaint(Path folder) {
    if (!Files.exists(folder)) {
      return Optional.of("which does not exist");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of("which is no folder");
    }
    Optional<Path> unreadable =
        Stream.concat(Stream.of(folder), KINDS.stream().map(folder::resolve))
            .filter(Files::exists)
            .filter(it -> !Files.isReadable(it) || !Files.isExecutable(it))
            .findFirst();
    if (unreadable.isPresent()) {
      return Optional.of("of which %s cannot be read".formatted(unreadable.get()));
    }
    return KINDS.stream().anyMatch(kind -> Files.isDirectory(folder.resolve(kind)))
        ? Optional.empty()
        : Optional.of(
            "which has no folder vendors, kamelets, mappings or syncs as the shipped routes have");
  }

  RouteFolders routes() {
    return new RouteFolders(folders);
  }

  List<Problem> problems() {
    return problems;
  }
}
