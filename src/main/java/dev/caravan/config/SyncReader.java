package dev.caravan.config;

import dev.caravan.account.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the keys of one sync; validation has made sure of their form. */
final class SyncReader {
  private final Settings settings;
  private final String prefix;
  private final String name;

  SyncReader(Settings settings, String name) {
    this.settings = settings;
    this.name = name;
    this.prefix = name + ".";
  }

  SyncSettings read(String sourceVendor, String targetVendor) {
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
        toLong(optional("end-user-id")),
        optional("contacts").map(Path::of),
        toLong(optional("technician-id")),
        optional("source-table"),
        optional("target-table"));
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

  private static OptionalLong toLong(Optional<String> text) {
    return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
  }
}
