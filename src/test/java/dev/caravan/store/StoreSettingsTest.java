package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";DB_CLOSE_ON_EXIT=FALSE",
        ";db_close_on_exit=false;LOCK_TIMEOUT=9000",
        ";DB_CLOSE_ON_EXIT=TRUE",
        ";AUTO_SERVER=TRUE;DB_CLOSE_ON_EXIT=FALSE",
        ";AUTO_SERVER=FALSE;DB_CLOSE_ON_EXIT=FALSE",
        ";AUTO_SERVER=FALSE",
        ";WRITE_DELAY=100"
      })
  void whatever_the_operator_set_the_store_opens(String settings) {
    StoreSettings store = StoreSettings.of("jdbc:h2:file:" + folder.resolve("store") + settings);
    try (Store open = Store.open(store)) {
      assertThat(open.jdbi().<Boolean, RuntimeException>withHandle(h -> h.getConnection() != null))
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "jdbc:h2:file:x, jdbc:h2:file:x;WRITE_DELAY=0;TRACE_LEVEL_FILE=0;AUTO_SERVER=TRUE",
        "jdbc:h2:file:x;write_delay=5;TRACE_LEVEL_FILE=1,"
            + " jdbc:h2:file:x;write_delay=5;TRACE_LEVEL_FILE=1;AUTO_SERVER=TRUE",
        "jdbc:h2:file:x;DB_CLOSE_ON_EXIT=FALSE,"
            + " jdbc:h2:file:x;WRITE_DELAY=0;TRACE_LEVEL_FILE=0;AUTO_SERVER=TRUE",
        "jdbc:h2:file:x;AUTO_SERVER=FALSE,"
            + " jdbc:h2:file:x;AUTO_SERVER=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:h2:mem:x, jdbc:h2:mem:x;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "jdbc:postgresql://h/x, jdbc:postgresql://h/x"
      })
  void an_h2_url_gets_what_keeps_its_promises(String url, String complete) {
    assertThat(StoreSettings.of(url).completeUrl()).isEqualTo(complete);
  }

  @Test
  void no_password_is_shown() {
    assertThat(StoreSettings.of("jdbc:postgresql://me:pw1@h/x?password=pw2"))
        .hasToString("jdbc:postgresql://***@h/x?password=***");
  }
}
