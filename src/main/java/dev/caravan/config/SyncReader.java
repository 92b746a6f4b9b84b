package dev.caravan.config;

import dev.caravan.text.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the keys of one sync; validation has made sure of their form. */
final class SyncReader {
  private final Settings settings;
  private final VendorKeys ofVendors;
  private final String prefix;
  private final String name;

  SyncReader(Settings settings, VendorKeys ofVendors, String name) {
    this.settings = settings;
    this.ofVendors = ofVendors;
    this.name = name;
    this.prefix = name + ".";
  }

  SyncSettings read(String sourceVendor, String targetVendor) {
    Map<String, String> extra = new TreeMap<>();
    Map<String, Path> files = new TreeMap<>();
    ofVendors.extrasOf(name, extra, files);
    return new SyncSettings(
        name,
        account("source-account", sourceVendor),
        account("target-account", targetVendor),
        duration("every"),
        // 0 says that there is no limit.
        toInt(optional("max-creates").filter(most -> !most.equals("0"))),
        toInt(optional("max-closes")),
        toInt(optional("close-after-absences")).orElseThrow(),
        optional("min-severity"),
        duration("open-after"),
        SyncSettings.OneTicketPer.valueOf(constant("one-ticket-per")),
        duration("comment-every"),
        SyncSettings.OnTargetClosed.valueOf(constant("on-target-closed")),
        extra,
        files);
  }

  /** A Kamelet of no vendor that we know may do without an account. */
  private String account(String key, String vendor) {
    return optional(key).or(() -> settings.defaultAccount(vendor)).orElse("");
  }

  private Duration duration(String key) {
    return Durations.parse(optional(key).orElseThrow());
  }

  private String constant(String key) {
    return optional(key).orElseThrow().toUpperCase(Locale.ROOT);
  }

  private Optional<String> optional(String key) {
    return settings.value(prefix + key);
  }

  private static OptionalInt toInt(Optional<String> text) {
    return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
  }
}
