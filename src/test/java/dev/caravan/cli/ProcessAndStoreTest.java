package dev.caravan.cli;

import static dev.caravan.scenario.TicketScenario.SYNC;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import dev.caravan.store.Store;
import dev.caravan.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.sqlite.util.OSInfo;

/** What commands say and leave when their store fails them. */
@Timeout(120)
class ProcessAndStoreTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int ALERTS = 60;

  @TempDir Path folder;
  private TicketScenario here;
  private Path data;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    file = data.resolve("caravan.db");
    here =
        new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 30, ALERTS))
            .with("caravan.syncs", SYNC)
            .with("atera.parallel-calls", "2")
            .with("caravan.store.url", "jdbc:sqlite:" + file);
  }

  @AfterEach
  void stop() {
    here.close();
  }

  private Typed typed(String... words) {
    Stream<String> config = Stream.of("--config", here.configFile().toString());
    return Typed.caravan(Stream.concat(Stream.of(words), config).toArray(String[]::new));
  }

  @Test
  void a_file_that_is_no_store_is_2_for_every_command_and_stays_as_it_is() throws IOException {
    byte[] notes = "Buy milk.\n".repeat(900).getBytes(UTF_8);
    Files.write(file, notes);

    Typed sync = typed("sync", SYNC, "--json");
    assertThat(sync.exitCode()).isEqualTo(2);
    assertThat(sync.json().path("error").asText())
        .contains("caravan.db cannot be opened: the file is no SQLite database")
        .contains("correct caravan.store.url");
    assertThat(typed("plan", SYNC).exitCode()).isEqualTo(2);
    assertThat(typed("ledger", "list", SYNC).exitCode()).isEqualTo(2);
    Typed check = typed("check");
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).contains("✗ store: ", "the file is no SQLite database");
    assertThat(Files.readAllBytes(file)).isEqualTo(notes);
    assertThat(here.tickets()).isEmpty();
  }

  @Test
  void a_damaged_page_aborts_the_cycle_with_4_and_nothing_is_sent() throws IOException {
    assertThat(typed("sync", SYNC).exitCode()).isZero();
    here.opens("new");
    damage();
    here.sandbox.log().clear();

    Typed sync = typed("sync", SYNC, "--json");

    assertThat(sync.exitCode()).isEqualTo(4);
    assertThat(sync.json().path("error").asText())
        .isEqualTo(
            "the store failed: the file is damaged; put a backup in its place, or without one move"
                + " it away and run 'caravan ledger rebuild SYNC' for each sync");
    assertThat(here.writes()).isEmpty();
    assertThat(here.tickets()).hasSize(ALERTS);
  }

  /** All pages of entries, and no others. */
  private void damage() throws IOException {
    try (RandomAccessFile store = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] page = new byte[4096];
      for (long at = 0; at < store.length(); at += page.length) {
        store.seek(at);
        store.readFully(page);
        String text = new String(page, ISO_8859_1);
        if (at > 0 && text.contains("cv-")) {
          store.seek(at);
          store.write(new byte[200]);
        }
      }
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_2_and_names_what_to_do() throws Exception {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
    List<String> caps = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    boolean root = Files.getAttribute(data, "unix:uid").equals(0);
    try (CaravanProcess sync =
        CaravanProcess.limited(
            root ? caps : List.of(),
            folder,
            List.of(),
            "sync",
            SYNC,
            "--config",
            "" + here.configFile())) {
      assertThat(sync.exitCode(LONGEST)).isEqualTo(2);
      assertThat(sync.err())
          .contains("caravan.db cannot be opened: ")
          .contains("cannot be written")
          .contains("give this user the right to write there, or correct caravan.store.url");
      assertThat(sync.err()).doesNotContain("\tat ");
    } finally {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(here.tickets()).isEmpty();
  }

  @Test
  void a_disk_without_room_for_a_new_store_is_2() throws Exception {
    try (CaravanProcess sync = limitedTo(8, "sync", SYNC, "--config", "" + here.configFile())) {
      assertThat(sync.exitCode(LONGEST)).isEqualTo(2);
      assertThat(sync.err()).contains("cannot be opened: its disk is full or fails");
    }
    assertThat(typed("sync", SYNC).exitCode()).isZero();
    assertThat(here.tickets()).hasSize(ALERTS);
  }

  @Test
  void a_disk_that_fills_up_in_a_cycle_is_4_and_the_next_one_finds_every_ticket() throws Exception {
    Store.open(StoreSettings.of("jdbc:sqlite:" + file)).close();
    int made = (int) (Files.size(file) / 1024);
    try (CaravanProcess sync =
        limitedTo(made + 40, "sync", SYNC, "--json", "--config", "" + here.configFile())) {
      assertThat(sync.exitCode(LONGEST)).as(sync.err()).isEqualTo(4);
      assertThat(sync.rest())
          .contains("\"outcome\":\"aborted\"", "the store failed: its disk is full or fails");
    }
    assertThat(here.tickets()).isNotEmpty().hasSizeLessThan(ALERTS);
    here.syncUntilSettled();
    assertThat(here.tickets()).hasSize(ALERTS);
    here.openKeys().forEach(here::ticketOf);
  }

  /** No file may grow beyond so many KiB, which fails a write as a full disk does. */
  private CaravanProcess limitedTo(int kibibytes, String... words) throws IOException {
    // As the launcher has it: what the driver would unpack is larger.
    Path library = folder.resolve(System.mapLibraryName("sqlitejdbc"));
    String inside =
        "/org/sqlite/native/%s/%s"
            .formatted(OSInfo.getNativeLibFolderPathForCurrentOS(), library.getFileName());
    try (InputStream packed = SQLiteDataSource.class.getResourceAsStream(inside)) {
      Files.copy(Objects.requireNonNull(packed), library);
    }
    return CaravanProcess.limited(
        List.of("prlimit", "--fsize=%d:unlimited".formatted(kibibytes * 1024L)),
        folder,
        List.of("-Dorg.sqlite.lib.path=" + folder),
        words);
  }

  @Test
  void run_goes_on_by_itself_once_the_disk_has_room_again() throws Exception {
    here.with(SYNC + ".every", "1s");
    here.fault(Fault.of(Fault.Kind.SLOW).on("atera", "POST", "/tickets$").times(0).withDelayMs(60));
    try (CaravanProcess run =
        CaravanProcess.caravan(folder, Map.of(), "run", "--config", "" + here.configFile())) {
      await().atMost(LONGEST).until(() -> here.tickets().size() >= 10);
      limit(run, "1");
      assertThat(run.awaitLine("aborted")).contains("the store failed: its disk");
      int before = here.tickets().size();
      assertThat(before).isLessThan(ALERTS);
      run.awaitLine("aborted");
      assertThat(here.tickets()).hasSize(before);
      limit(run, "unlimited");
      here.sandbox.faults().clear();
      await().atMost(LONGEST).until(() -> here.tickets().size() == ALERTS);
      run.awaitLine("unchanged " + ALERTS);
      run.terminate();
      assertThat(run.exitCode(LONGEST)).as(run.err()).isZero();
    }
    assertThat(here.tickets()).hasSize(ALERTS);
    here.openKeys().forEach(here::ticketOf);
  }

  private static void limit(CaravanProcess run, String most) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid=" + run.pid(), "--fsize=" + most + ":unlimited")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }
}
