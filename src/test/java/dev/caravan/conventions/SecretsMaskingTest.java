package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Catalog;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.util.SensitiveUtils;
import org.junit.jupiter.api.Test;

/** Camel prints properties at its start and masks those whose names it knows to be secrets. */
class SecretsMaskingTest {
  @Test
  void camel_masks_every_secret_of_the_catalog() {
    assertThat(secrets())
        .contains("datto.secret", "atera.api-key", "caravan.store.password")
        .allMatch(SensitiveUtils::containsSensitive);
  }

  @Test
  void camel_would_show_other_words_for_a_secret() {
    assertThat(Set.of("datto.api-secret", "ninox.api-token"))
        .noneMatch(SensitiveUtils::containsSensitive);
  }

  private static Set<String> secrets() {
    Catalog catalog = Catalog.of(RouteFolders.of(Path.of("routes")));
    Set<String> secrets = new TreeSet<>();
    for (Key key : catalog.global()) {
      if (isSecret(key)) {
        secrets.add(key.name());
      }
    }
    catalog
        .vendors()
        .values()
        .forEach(
            vendor ->
                catalog.keysOfAccount(vendor.id()).stream()
                    .filter(SecretsMaskingTest::isSecret)
                    .forEach(key -> secrets.add(vendor.account() + "." + key.name())));
    return secrets;
  }

  private static boolean isSecret(Key key) {
    return key.type() == Key.Type.SECRET;
  }
}
