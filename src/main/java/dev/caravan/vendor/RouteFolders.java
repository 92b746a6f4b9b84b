package dev.caravan.vendor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folders laid out like {@code routes/} that files are taken from: the shipped one, then those
 * of the operator. File by file, the last folder that has one of a relative path wins. Immutable;
 * the folders are looked into at each call.
 *
 * @param folders absolute, the shipped one first; one that does not exist has no files
 */
public record RouteFolders(List<Path> folders) {
  public RouteFolders {
    folders = folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
  }

  /** One folder, or several of which the last wins. */
  public static RouteFolders of(Path... folders) {
    return new RouteFolders(List.of(folders));
  }

  /**
   * The file of that path, such as {@code mappings/alert-to-ticket.jq}, from the last that has it.
   */
  public Optional<Path> find(String relative) {
    return lastFirst()
        .map(folder -> folder.resolve(relative))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * The files that match, one of each relative path, sorted by it.
   *
   * @param glob of a relative path, such as {@code vendors/*&#47;vendor.yaml}
   */
  public List<Path> files(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    TreeMap<Path, Path> byRelative = new TreeMap<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try {
          everyFile(folder)
              .filter(file -> matcher.matches(folder.relativize(file)))
              .forEach(file -> byRelative.put(folder.relativize(file), file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return List.copyOf(byRelative.values());
  }

  /**
   * As a mount of Kubernetes has them: links are followed, but never in a circle, and folders that
   * begin with a dot ({@code ..data}) are the mount's own.
   */
  private static Stream<Path> everyFile(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
            boolean hidden = inside.getFileName().toString().startsWith(".");
            return hidden && !inside.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw why;
          }
        });
    return files.stream();
  }

  /** The same as Camel's include pattern: absolute file URIs, separated by commas. */
  public String include(String... globs) {
    return Stream.of(globs)
        .flatMap(glob -> files(glob).stream())
        .map(file -> "file:" + file)
        .reduce((one, other) -> one + "," + other)
        .orElse("");
  }

  /** The folder of that name in each, as file URIs, the one that wins first. */
  public Stream<String> locations(String relative) {
    return lastFirst().map(folder -> "file:" + folder.resolve(relative));
  }

  private Stream<Path> lastFirst() {
    List<Path> reversed = new ArrayList<>(folders);
    Collections.reverse(reversed);
    return reversed.stream();
  }

  /** The name of the folder that a file is in, of a vendor's file the vendor's id. */
  static String folderOf(Path file) {
    Path absolute = file.toAbsolutePath();
    return absolute.getName(absolute.getNameCount() - 2).toString();
  }
}
