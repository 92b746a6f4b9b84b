package dev.caravan.runtime;

import dev.caravan.budget.Priority;
import dev.caravan.config.Settings;
import dev.caravan.pipe.Pipe;
import java.util.Locale;

/** What the enabled syncs read, as the Kamelets at their beginning say it. */
final class EnabledSources {
  private EnabledSources() {}

  /** Whether one reads alerts, for which all others leave room; its own name says nothing. */
  static boolean readAlerts(Settings settings) {
    String alerts = Priority.ALERTS.name().toLowerCase(Locale.ROOT);
    return settings.enabledSyncs().stream()
        .flatMap(sync -> settings.pipe(sync).stream())
        .map(Pipe::source)
        .distinct()
        .flatMap(source -> settings.kamelets().find(source).stream())
        .anyMatch(source -> source.priority().equals(alerts));
  }
}
