package dev.caravan.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFoldersTest {
  @TempDir Path folder;
  private Path shipped;
  private Path own;
  private RouteFolders routes;

  @BeforeEach
  void files() throws IOException {
    shipped = folder.resolve("shipped");
    own = folder.resolve("own");
    write(shipped.resolve("vendors/b/vendor.yaml"));
    write(shipped.resolve("vendors/a/vendor.yaml"));
    write(shipped.resolve("mappings/x.jq"));
    write(own.resolve("vendors/b/vendor.yaml"));
    write(own.resolve("vendors/c/vendor.yaml"));
    routes = RouteFolders.of(shipped, own, folder.resolve("not-there"));
  }

  @Test
  void file_by_file_the_last_folder_wins() {
    assertThat(routes.files("vendors/*/vendor.yaml"))
        .containsExactly(
            shipped.resolve("vendors/a/vendor.yaml"),
            own.resolve("vendors/b/vendor.yaml"),
            own.resolve("vendors/c/vendor.yaml"));
    assertThat(routes.find("vendors/b/vendor.yaml")).hasValue(own.resolve("vendors/b/vendor.yaml"));
    assertThat(routes.find("mappings/x.jq")).hasValue(shipped.resolve("mappings/x.jq"));
    assertThat(routes.find("mappings/y.jq")).isEmpty();
  }

  @Test
  void camel_is_told_of_files_and_of_folders_to_search_with_the_winner_first() {
    assertThat(routes.include("mappings/*.jq", "vendors/c/*"))
        .isEqualTo(
            "file:%s,file:%s"
                .formatted(shipped.resolve("mappings/x.jq"), own.resolve("vendors/c/vendor.yaml")));
    assertThat(routes.locations("kamelets"))
        .endsWith("file:" + own.resolve("kamelets"), "file:" + shipped.resolve("kamelets"));
  }

  @Test
  void a_mount_is_read_through_its_links_and_each_file_of_it_once() throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    write(mount.resolve("..2026_11_27/syncs/a.pipe.yaml"));
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_11_27"));
    Files.createSymbolicLink(mount.resolve("syncs"), Path.of("..data/syncs"));
    Files.createSymbolicLink(mount.resolve("circle"), mount);

    Path once = mount.resolve("syncs/a.pipe.yaml");
    assertThat(RouteFolders.of(mount).files("syncs/*.pipe.yaml")).containsExactly(once);
    assertThat(RouteFolders.of(mount).files("**.yaml")).containsExactly(once);
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
