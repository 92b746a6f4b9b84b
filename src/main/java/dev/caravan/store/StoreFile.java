package dev.caravan.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file of an embedded database, which nobody but its owner may read: it names customers and
 * what is wrong with their machines.
 */
record StoreFile(Path path) {
  private static final Object MIGRATION = new Object();
  private static final Set<StandardOpenOption> MADE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  /** The file beside it that has the budgets. */
  StoreFile budget() {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    String budget =
        dot <= 0 ? name + "-budget" : name.substring(0, dot) + "-budget" + name.substring(dot);
    return new StoreFile(path.resolveSibling(budget));
  }

  String url() {
    return "jdbc:sqlite:" + path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Makes the file where there is none, and its folder. SQLite gives what it adds beside the file
   * the file's own permissions.
   */
  void make() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, owners("rwx------"));
    }
    try {
      if (!exists()) {
        create();
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was faster.
    }
  }

  /**
   * This file, those beside it and their folder, as far as they are open to others than the owner.
   */
  Stream<Path> openToOthers() {
    return Stream.concat(Stream.ofNullable(path.toAbsolutePath().getParent()), files())
        .filter(FileAccess::isOpenToOthers);
  }

  /** What this file and those beside it take, in bytes. */
  long bytes() {
    return files().mapToLong(file -> file.toFile().length()).sum();
  }

  private Stream<Path> files() {
    String name = String.valueOf(path.getFileName());
    return Stream.of("", "-wal", "-shm").map(end -> path.resolveSibling(name + end));
  }

  /** Makes the file, empty, in a folder that is there. */
  void create() throws IOException {
    Files.createFile(path, owners("rw-------"));
  }

  private static FileAttribute<?>[] owners(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Does that work while no other process and no other thread does such work on the file. When it
   * fails, the lock file stays, for those who wait behind it.
   */
  void exclusively(Runnable work) throws IOException {
    Path lock = path.resolveSibling(path.getFileName() + "-lock");
    synchronized (MIGRATION) {
      try (FileChannel channel = FileChannel.open(lock, MADE, owners("rw-------"));
          FileLock held = channel.lock()) {
        work.run();
        Files.deleteIfExists(lock);
      }
    }
  }
}
