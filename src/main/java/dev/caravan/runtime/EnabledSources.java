package dev.caravan.runtime;

import dev.caravan.budget.Priority;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.pipe.Pipe;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the enabled syncs read, as the Kamelets at their beginning say it. */
final class EnabledSources {
  private static final String ALERTS = Priority.ALERTS.name().toLowerCase(Locale.ROOT);

  private EnabledSources() {}

  /**
   * The accounts that a sync of alerts reads or writes, in which all others leave room; a sync's
   * own name says nothing.
   */
  static Set<String> accountsOfAlerts(Settings settings) {
    return settings.enabledSyncs().stream()
        .filter(
            sync ->
                settings
                    .pipe(sync)
                    .map(Pipe::source)
                    .flatMap(source -> settings.kamelets().find(source))
                    .filter(source -> source.priority().equals(ALERTS))
                    .isPresent())
        .map(settings::sync)
        .flatMap(EnabledSources::ends)
        .collect(Collectors.toSet());
  }

  private static Stream<String> ends(SyncSettings sync) {
    return Stream.of(sync.sourceAccount(), sync.targetAccount());
  }
}
