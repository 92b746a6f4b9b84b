package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kubernetes says of the Services beside a container. */
class ServiceVariablesTest {
  @TempDir Path folder;

  @Test
  void no_service_sets_a_key_or_is_warned_of_whatever_its_name() {
    ConfigFolder installation = ConfigFolder.in(folder, "datto.platform=merlot");
    for (String service :
        List.of(
            "CARAVAN",
            "CARAVAN_HTTP",
            "CARAVAN_STORE",
            "CARAVAN_SYNCS",
            "CAMEL_MANAGEMENT",
            "DATTO",
            "DATTO_READS_PER_MINUTE",
            "ATERA",
            "NINOX_TEAM",
            "EMEA",
            "DATTO_ALERTS_TO_ATERA_TICKETS")) {
      installation
          .variable(service + "_SERVICE_HOST", "10.0.0.1")
          .variable(service + "_SERVICE_PORT", "8080")
          .variable(service + "_SERVICE_PORT_HTTP", "8080")
          .variable(service + "_PORT", "tcp://10.0.0.1:8080")
          .variable(service + "_PORT_8080_TCP", "tcp://10.0.0.1:8080")
          .variable(service + "_PORT_8080_TCP_PROTO", "tcp")
          .variable(service + "_PORT_8080_TCP_PORT", "8080")
          .variable(service + "_PORT_8080_TCP_ADDR", "10.0.0.1");
    }

    Settings settings = installation.load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.value("caravan.http.port")).contains("8080");
    assertThat(settings.where("caravan.http.port")).doesNotContain("environment");
    assertThat(settings.value("camel.management.port")).contains("9876");
  }

  @Test
  void a_key_may_refer_to_them() {
    Settings settings =
        ConfigFolder.in(
                folder, "caravan.store.url=jdbc:postgresql://{{env:STORE_SERVICE_HOST}}/caravan")
            .variable("STORE_SERVICE_HOST", "10.0.0.9")
            .load();

    assertThat(settings.value("caravan.store.url")).contains("jdbc:postgresql://10.0.0.9/caravan");
  }
}
