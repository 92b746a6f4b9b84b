package dev.caravan.config;

import dev.caravan.config.KnownKeys.Known;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.Vendor.Comments;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the keys say that the vendors add to accounts and syncs. Immutable. */
public final class VendorKeys {
  private final Settings settings;
  private final Catalog catalog;
  private final KnownKeys known;

  VendorKeys(Settings settings, Catalog catalog, KnownKeys known) {
    this.settings = settings;
    this.catalog = catalog;
    this.known = known;
  }

  /** Whether somebody gave an account something to show at its vendor. */
  public boolean hasCredentials(String account) {
    Optional<String> caller =
        settings
            .vendorOf(account)
            .flatMap(catalog.descriptors()::find)
            .flatMap(vendor -> vendor.limits().sharedBy());
    return known.under(account).stream()
        .filter(key -> key.key().isSecret() || caller.equals(Optional.of(key.key().name())))
        .anyMatch(key -> settings.value(key.name()).isPresent());
  }

  /** Whether the target of a sync can be written comments, as far as its settings go. */
  public boolean takesComments(SyncSettings sync) {
    return comments(sync)
        .map(comments -> comments.with().map(key -> sync.extra(key).isPresent()).orElse(true))
        .orElse(false);
  }

  /** Why the target of a sync is written no comments although it takes them, if that is so. */
  public Optional<String> missingForComments(SyncSettings sync) {
    return comments(sync)
        .flatMap(
            comments ->
                comments
                    .with()
                    .filter(key -> sync.extra(key).isEmpty())
                    .map(
                        key ->
                            "no comments will be written: set %s.%s to %s"
                                .formatted(sync.name(), key, comments.being())));
  }

  private Optional<Comments> comments(SyncSettings sync) {
    return settings
        .ends(sync.name())
        .flatMap(SyncEnds::targetVendor)
        .flatMap(catalog.descriptors()::find)
        .flatMap(target -> target.target().comments());
  }

  /** The values that the vendors at its ends add to a sync, by key; absolute files apart. */
  void extrasOf(String sync, Map<String, String> plain, Map<String, Path> files) {
    for (Known key : known.under(sync)) {
      if (catalog.sync().stream().noneMatch(common -> common.name().equals(key.key().name()))) {
        settings
            .value(key.name())
            .ifPresent(
                value -> {
                  if (key.key().type() == Key.Type.FILE) {
                    files.put(key.key().name(), Path.of(value));
                  } else {
                    plain.put(key.key().name(), value);
                  }
                });
      }
    }
  }
}
