package dev.caravan.runtime;

import java.util.Properties;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings that routes name, one at a time. Camel goes through all properties that it can list
 * for each Kamelet, and a thousand syncs have a hundred thousand. Thread-safe.
 */
final class SettingsSource implements PropertiesSource {
  static final String BEAN = "caravan-settings";

  private final Properties settings;

  SettingsSource(Properties settings) {
    this.settings = settings;
  }

  @Override
  public String getName() {
    return BEAN;
  }

  @Override
  public @Nullable String getProperty(String name) {
    return settings.getProperty(name);
  }
}
