package dev.caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreSettingsTest {
  @Test
  void no_password_is_shown() {
    assertThat(StoreSettings.of("jdbc:postgresql://me:pw1@h/x?password=pw2"))
        .hasToString("jdbc:postgresql://***@h/x?password=***");
  }
}
