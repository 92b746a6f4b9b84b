package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnabledSourcesTest {
  @TempDir Path folder;

  private boolean readAlerts(String pipe, String sync) {
    return EnabledSources.readAlerts(
        Settings.load(
            new LoadRequest(
                folder,
                folder,
                List.of(),
                Map.of("EMEA_PIPE", pipe, "NO_ALERTS_HERE_PIPE", pipe, "CARAVAN_SYNCS", sync),
                RouteFolders.of(Path.of("routes")))));
  }

  @Test
  void a_sync_reads_alerts_when_the_source_of_its_pipe_does_whatever_it_is_called() {
    assertThat(readAlerts("datto-alerts-to-atera-tickets", "emea")).isTrue();
    assertThat(readAlerts("datto-devices-to-ninox", "no-alerts-here")).isFalse();
    assertThat(readAlerts("datto-alerts-to-atera-tickets", "datto-devices-to-ninox")).isFalse();
  }
}
