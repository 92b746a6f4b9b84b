package dev.caravan.runtime;

import dev.caravan.account.Accounts;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import dev.caravan.config.SyncSettings.OneTicketPer;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.reconcile.record.Severity;
import dev.caravan.text.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of each sync, read once from the configuration. Thread-safe. */
final class RulesFromSettings implements Rules.Book {
  /** Looking up missing records may take a tenth of what the source account allows. */
  private static final int SHARE_OF_READS = 10;

  /** However little the account allows: else what is over would stay open for hours. */
  private static final int LEAST_CONFIRMATIONS = 10;

  private final Settings settings;
  private final Accounts accounts;
  private final Map<String, Rules> bySync = new ConcurrentHashMap<>();

  RulesFromSettings(Settings settings, Accounts accounts) {
    this.settings = settings;
    this.accounts = accounts;
  }

  @Override
  public Rules of(String sync) {
    return bySync.computeIfAbsent(sync, this::read);
  }

  private Rules read(String sync) {
    SyncSettings wanted = settings.sync(sync);
    int reads = accounts.get(wanted.sourceAccount()).limit("read");
    return new Rules(
        settings.installation(),
        wanted.maxCreates().orElse(0),
        wanted.maxCloses(),
        wanted.closeAfterAbsences(),
        wanted.minSeverity().map(Severity::of).orElse(null),
        wanted.openAfter(),
        wanted.commentEvery(),
        settings.vendorKeys().takesComments(wanted),
        accounts.get(wanted.targetAccount()).indexLag(),
        Math.max(LEAST_CONFIRMATIONS, reads / SHARE_OF_READS),
        wanted.oneTicketPer() == OneTicketPer.CONDITION,
        digest(wanted));
  }

  private String digest(SyncSettings wanted) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(wanted.withoutPlaces().getBytes(StandardCharsets.UTF_8));
    String mappings =
        settings.pipe(wanted.name()).map(pipe -> pipe.mappings().toString()).orElse("");
    parts.add(mappings.getBytes(StandardCharsets.UTF_8));
    try {
      for (Path file : wanted.files().values()) {
        parts.add(Files.readAllBytes(file));
      }
      for (Path file : settings.routes().files("{mappings,vendors}/**.jq")) {
        parts.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Digest.of(parts);
  }
}
