package dev.caravan.budget;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which machine this is, and since when it has been up. */
final class Boot {
  /** The kernel's name for the boot; empty where it has none. */
  static final String ID = id();

  private Boot() {}

  private static String id() {
    try {
      Path kernel = Path.of("/proc/sys/kernel/random/boot_id");
      return Files.readString(kernel, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
