package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.util.SensitiveUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
  private static final Catalog CATALOG = Catalog.of(RouteFolders.of(Path.of("routes")));

  private static Stream<Key> keys() {
    return Stream.of(
            Stream.of(CATALOG.global(), CATALOG.account(), CATALOG.sync()),
            CATALOG.vendors().values().stream().map(Vendor::keys))
        .flatMap(groups -> groups)
        .flatMap(List::stream);
  }

  @Test
  void describes_every_key_in_a_sentence() {
    assertThat(keys()).allSatisfy(key -> assertThat(key.description()).matches("[A-Z].{6,}\\."));
  }

  @Test
  void names_secrets_so_that_camel_masks_them() {
    assertThat(keys().filter(Key::isSecret))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(SensitiveUtils.containsSensitive(key.name())).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datto.platform datto.base-url datto.api-key datto.secret datto.reads-per-minute"
            + " datto.writes-per-minute",
        "ninjaone.base-url ninjaone.client-id ninjaone.client-secret ninjaone.scope"
            + " ninjaone.requests-per-minute",
        "atera.base-url atera.api-key atera.requests-per-minute atera.auth",
        "ninox.base-url ninox.token ninox.team ninox.database",
        "opsramp.base-url opsramp.tenant-id opsramp.client-id opsramp.client-secret"
            + " opsramp.reads-per-minute opsramp.paged-reads-per-minute opsramp.writes-per-minute",
        "caravan.syncs caravan.installation caravan.store.url caravan.store.username"
            + " caravan.store.password caravan.http.port camel.management.port",
      })
  void knows_and_explains_each_promised_key(String names) throws IOException {
    Settings settings = new ConfigFolder(Path.of("no-such-folder")).load();
    String template = Files.readString(Path.of("application.properties"));

    assertThat(names.split(" "))
        .allSatisfy(
            name -> {
              assertThat(settings.knows(name)).isTrue();
              assertThat(template).containsPattern("(?m)^#?" + name.replace(".", "\\.") + "=");
            });
  }

  @Test
  void explains_each_key_of_a_sync_and_each_common_key_of_an_account() throws IOException {
    String template = Files.readString(Path.of("application.properties"));

    assertThat(
            Stream.concat(
                    CATALOG.sync().stream(),
                    CATALOG.vendors().values().stream()
                        .flatMap(
                            vendor ->
                                Stream.of(vendor.source(), vendor.target())
                                    .flatMap(end -> end.keys().stream())))
                .distinct())
        .allSatisfy(
            key -> assertThat(template).containsPattern("(?m)^#?[a-z-]+\\." + key.name() + "="));
    // limit-window is for benchmarks only.
    assertThat(CATALOG.account().stream().filter(key -> !key.name().equals("limit-window")))
        .allSatisfy(
            key -> assertThat(template).containsPattern("(?m)^#?[a-z-]+\\." + key.name() + "="));
  }
}
