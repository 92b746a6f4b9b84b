package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnabledSourcesTest {
  @TempDir Path folder;

  private Set<String> accountsOfAlerts(String pipe, String sync) {
    return EnabledSources.accountsOfAlerts(
        Settings.load(
            new LoadRequest(
                folder,
                folder,
                List.of(),
                Map.of("EMEA_PIPE", pipe, "NO_ALERTS_HERE_PIPE", pipe, "CARAVAN_SYNCS", sync),
                RouteFolders.of(Path.of("routes")))));
  }

  @Test
  void inventory_leaves_room_at_the_ends_of_syncs_that_read_alerts_whatever_they_are_called() {
    assertThat(accountsOfAlerts("datto-alerts-to-atera-tickets", "emea"))
        .containsExactlyInAnyOrder("datto", "atera");
    assertThat(accountsOfAlerts("datto-devices-to-ninox", "no-alerts-here")).isEmpty();
    assertThat(accountsOfAlerts("datto-alerts-to-atera-tickets", "datto-devices-to-ninox"))
        .isEmpty();
  }
}
