package dev.caravan.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * How one sync is to behave. Defaults are applied; what is empty was not set.
 *
 * @param sourceAccount the account that is read; blank for a Kamelet of no vendor that we know
 * @param targetAccount the account that is written to; blank likewise
 * @param every the time from the beginning of one cycle to the next
 * @param maxCreates creates that a cycle may make; empty = no limit
 * @param maxCloses unconfirmed closes that a cycle may make; empty = the larger of 10 and a fifth
 *     of the open entries
 * @param closeAfterAbsences complete cycles in a row that must not list a record before it counts
 *     as gone
 * @param minSeverity the least severe alert that counts: critical, major, minor, warning or info
 * @param openAfter how old an alert must be before it gets a counterpart
 * @param commentEvery the least time between two comments on one counterpart
 * @param extra what the vendors at its ends add, by key, in the order of the keys
 * @param files those of them that are files, absolute
 */
public record SyncSettings(
    String name,
    String sourceAccount,
    String targetAccount,
    Duration every,
    OptionalInt maxCreates,
    OptionalInt maxCloses,
    int closeAfterAbsences,
    Optional<String> minSeverity,
    Duration openAfter,
    OneTicketPer oneTicketPer,
    Duration commentEvery,
    OnTargetClosed onTargetClosed,
    Map<String, String> extra,
    Map<String, Path> files) {

  public SyncSettings {
    extra = Collections.unmodifiableMap(new TreeMap<>(extra));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** The value of a key that a vendor adds, empty when it was not set. */
  public Optional<String> extra(String key) {
    return Optional.ofNullable(extra.get(key));
  }

  /** The file of a key that a vendor adds, empty when it was not set. */
  public Optional<Path> file(String key) {
    return Optional.ofNullable(files.get(key));
  }

  /**
   * The same for every installation that has these settings, wherever its files are: what these say
   * is for who asks to add.
   */
  public String withoutPlaces() {
    Map<String, String> values = new TreeMap<>(extra);
    values.keySet().removeAll(files.keySet());
    return new SyncSettings(
            name,
            sourceAccount,
            targetAccount,
            every,
            maxCreates,
            maxCloses,
            closeAfterAbsences,
            minSeverity,
            openAfter,
            oneTicketPer,
            commentEvery,
            onTargetClosed,
            values,
            Map.of())
        .toString();
  }

  /** What shares a ticket. */
  public enum OneTicketPer {
    /** Nothing: each alert has its own. */
    ALERT,
    /** Alerts of one device and one condition. */
    CONDITION
  }

  /** What a person's closing of the counterpart means. */
  public enum OnTargetClosed {
    /** Nothing for the source. */
    IGNORE,
    /** The source record is resolved. */
    RESOLVE
  }
}
