package dev.caravan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/** Who may read a file. */
public final class FileAccess {
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rw-rw-");

  private FileAccess() {}

  /** Whether others than its owner may read or write a file or folder that is there. */
  public static boolean isOpenToOthers(Path path) {
    try {
      return !Collections.disjoint(Files.getPosixFilePermissions(path), OTHERS);
    } catch (IOException | UnsupportedOperationException e) {
      // It is not there, or this system has no such permissions.
      return false;
    }
  }
}
