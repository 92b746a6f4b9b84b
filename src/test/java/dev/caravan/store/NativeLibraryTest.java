package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.process.Jvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

/** With SQLite's library beside the build, the store opens whatever the temporary folder is. */
class NativeLibraryTest {
  @TempDir Path folder;
  private Path libraries;

  /** Opens a store and says so. */
  static final class Opener {
    public static void main(String[] args) {
      try (Store store = Store.open(StoreSettings.of(args[0]))) {
        System.out.println(store.ledger().<String>read(handle -> "open"));
      }
    }
  }

  @BeforeEach
  void build() throws IOException {
    libraries = Files.createDirectory(folder.resolve("native"));
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      Files.copy(library, libraries.resolve(name));
    }
  }

  @Test
  void with_a_temporary_folder_that_is_not_there() throws Exception {
    opens(folder.resolve("none"));
  }

  @Test
  void and_nothing_is_unpacked_into_one_that_is() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    opens(temporary);
    assertThat(temporary).isEmptyDirectory();
  }

  private void opens(Path temporary) throws Exception {
    List<String> options = new ArrayList<>(Jvm.SHORT_LIVED);
    options.add("-Djava.io.tmpdir=" + temporary);
    options.add("-Dorg.sqlite.lib.path=" + libraries);
    Process opener =
        Jvm.running(options, Opener.class, StoreSettings.of(folder.resolve("store.db")).url())
            .redirectErrorStream(true)
            .start();
    String said = new String(opener.getInputStream().readAllBytes());
    assertThat(opener.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEqualToIgnoringNewLines("open");
  }
}
