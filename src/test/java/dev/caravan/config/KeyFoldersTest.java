package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from folders of files, laid out as Kubernetes mounts them. */
class KeyFoldersTest {
  @TempDir Path folder;
  private Path mounted;

  /**
   * A mount: the files lie in a folder with a date, to which a link and links to its files lead.
   */
  @BeforeEach
  void mount() throws IOException {
    mounted = Files.createDirectory(folder.resolve("mounted"));
    Files.createDirectory(mounted.resolve("..2026_11_27_10_00"));
    Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..2026_11_27_10_00"));
  }

  private void key(String name, String value) throws IOException {
    Files.writeString(mounted.resolve("..data").resolve(name), value);
    Files.createSymbolicLink(mounted.resolve(name), Path.of("..data", name));
  }

  private ConfigFolder configured(String... lines) {
    return ConfigFolder.in(folder, lines).config("more.properties", "caravan.config-dir=mounted");
  }

  @Test
  void a_file_is_a_key_and_its_text_the_value_trimmed() throws IOException {
    key("datto.secret", " a\\b{{c}}\n");
    key("atera.requests-per-minute", "300\r\n");
    Files.writeString(mounted.resolve(".hidden"), "x");

    Settings settings = configured("atera.requests-per-minute=400").load();

    assertThat(settings.value("datto.secret")).contains("a\\b{{c}}");
    assertThat(settings.value("atera.requests-per-minute")).contains("300");
    assertThat(settings.where("datto.secret")).isEqualTo("file " + mounted.resolve("datto.secret"));
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void they_rank_below_the_environment_and_above_files_and_the_last_folder_wins()
      throws IOException {
    key("atera.api-key", "mounted");
    key("ninox.token", "mounted");
    key("datto.api-key", "mounted");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("mine.properties"), "ninox.token=other\nopsramp.scope=x\n");

    Settings settings =
        ConfigFolder.in(folder, "atera.api-key=file", "datto.api-key=file")
            .config("more.properties", "atera.api-key=more", "ninox.token=more")
            .variable("CARAVAN_CONFIG_DIR", " mounted, other ")
            .variable("DATTO_API_KEY", "environment")
            .load();

    assertThat(settings.value("atera.api-key")).contains("mounted");
    assertThat(settings.value("ninox.token")).contains("other");
    assertThat(settings.value("datto.api-key")).contains("environment");
  }

  @Test
  void all_that_is_wrong_with_them_is_said_at_once() throws IOException {
    Files.createSymbolicLink(mounted.resolve("atera.api-key"), Path.of("..data", "gone"));
    Files.write(mounted.resolve("ninox.token"), new byte[] {(byte) 0xC3, 0x28});
    Files.write(mounted.resolve("ninox.team"), "a\0b".getBytes(StandardCharsets.UTF_8));
    Files.write(mounted.resolve("ninox.database"), new byte[(1 << 20) + 1]);
    Files.createDirectory(mounted.resolve("datto.api-key"));
    key("datto.secrt", "x");
    Files.writeString(folder.resolve("file"), "x");

    assertThat(ConfigFolder.in(folder, "caravan.config-dir=mounted, absent, file").sentencesFor())
        .anyMatch(it -> it.contains("atera.api-key") && it.contains("link to a file that is not"))
        .anyMatch(it -> it.contains("ninox.token") && it.contains("is not a text in UTF-8"))
        .anyMatch(it -> it.contains("ninox.team") && it.contains("is no text of a value"))
        .anyMatch(it -> it.contains("ninox.database") && it.contains("is no text of a value"))
        .anyMatch(it -> it.contains("datto.api-key") && it.contains("is a folder where a file"))
        .anyMatch(it -> it.contains("datto.secrt") && it.contains("did you mean datto.secret?"))
        .anyMatch(it -> it.contains("names " + folder.resolve("absent") + ", which does not exist"))
        .anyMatch(it -> it.contains("names " + folder.resolve("file") + ", which is no folder"));
  }

  @Test
  void a_table_that_a_key_names_may_lie_beside_the_keys() throws IOException {
    key("contacts.csv", "site,end_user_id\nBerlin,128\n");
    key("datto-alerts-to-atera-tickets.contacts", "contacts.csv");

    Settings settings = configured().load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.value("datto-alerts-to-atera-tickets.contacts"))
        .contains(mounted.resolve("contacts.csv").toString());
  }

  @Test
  void an_empty_secret_is_missing_whatever_a_file_says() throws IOException {
    key("datto.secret", "\n");

    assertThat(
            ConfigFolder.in(folder, "caravan.config-dir=mounted", "datto.secret=file")
                .sentencesFor("datto-alerts-to-atera-tickets"))
        .anyMatch(it -> it.contains("datto.secret") && it.contains("is empty"));
  }
}
