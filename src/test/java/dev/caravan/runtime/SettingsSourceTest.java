package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How routes, and Camel itself, get at settings. */
class SettingsSourceTest {
  @TempDir Path folder;
  private TicketScenario here;

  @BeforeEach
  void configure() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(1, 1, 1));
    here.with("caravan.installation", "north");
    here.with("camel.main.description", "The one of {{caravan.installation}}{{?nobody.set}}");
  }

  @AfterEach
  void stop() {
    here.close();
  }

  @Test
  void what_a_setting_of_camel_names_is_found() {
    try (CaravanRuntime running = here.start()) {
      assertThat(running.camel().getDescription()).isEqualTo("The one of north");
    }
  }

  @Test
  void routes_find_each_setting_by_its_name() {
    try (CaravanRuntime running = here.start()) {
      CamelContext camel = running.camel();
      assertThat(camel.resolvePropertyPlaceholders("{{caravan.installation}}")).isEqualTo("north");
      assertThat(camel.resolvePropertyPlaceholders("{{nobody.set:other}}")).isEqualTo("other");
      assertThat(camel.resolvePropertyPlaceholders("log:a?b={{?nobody.set}}"))
          .isEqualTo("log:a?b=");
    }
  }

  @Test
  void nobody_goes_through_all_of_them() {
    try (CaravanRuntime running = here.start()) {
      PropertiesComponent properties = running.camel().getPropertiesComponent();
      assertThat(properties.loadProperties().stringPropertyNames())
          .isNotEmpty()
          .allMatch(name -> name.startsWith("camel."));
    }
  }
}
