package dev.caravan.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyCheckTest {
  @TempDir Path folder;

  private List<Finding> findings(String... lines) throws IOException {
    Files.writeString(folder.resolve("application.properties"), String.join("\n", lines));
    return NotifyCheck.of(
        Settings.load(
            new LoadRequest(
                folder, folder, List.of(), Map.of(), RouteFolders.of(Path.of("routes")))));
  }

  @Test
  void says_where_it_goes_and_in_which_form_but_not_the_address() throws IOException {
    assertThat(
            findings(
                "caravan.notify=log,webhook",
                "caravan.notify.webhook.url=https://hooks.slack.com/services/T0/B0/very-secret"))
        .extracting(Finding::text)
        .containsExactly(
            "log tells operators by caravan-log-sink",
            "webhook tells operators by hooks.slack.com (the format json); nothing was sent",
            "hooks.slack.com takes another format; set caravan.notify.webhook.format=slack");
  }

  @Test
  void says_nothing_where_nobody_is_told() throws IOException {
    assertThat(findings()).isEmpty();
  }
}
