package dev.caravan.sandbox.datto;

import dev.caravan.sandbox.wire.Default;
import dev.caravan.sandbox.wire.LastLink;
import dev.caravan.sandbox.wire.Switches;
import dev.caravan.sandbox.wire.TooManyRequests;

/**
 * The switches of the simulated Datto RMM. Those without a remark are as in docs/vendors.
 *
 * @param requireBasic whether the token call needs the Basic header of the public client
 * @param operationLimit of each named write operation, in the window; udf-set has {@code udfLimit}
 * @param singleBucket older accounts count reads and writes together
 * @param cutOffDelayMs added to each answer from 90 % of the limit on; 0 = none
 * @param blockAfterRefused so many refusals within a window bring the block; 0 = never
 * @param blockMs how long the block answers 403 to everything
 * @param endOfList what nextPageUrl is on the last page
 * @param dropFilters whether nextPageUrl loses every parameter but page and max
 * @param notesDialect whether the account lists are served at {@code /api/v2/devices}, {@code
 *     /api/v2/alerts/open} and {@code /api/v2/sites} too, and nextPageUrl is relative with a cursor
 * @param udfKeys how many udf keys a device has, to 300
 * @param udfValues how many of them are not null
 * @param alphabets whether sites, devices and users have names beyond Latin-1, at the next seed
 * @param deletedAlertStatus what get-by-id says of an alert whose device was deleted
 */
public record DattoSettings(
    @Default("sandbox-key") String apiKey,
    @Default("sandbox-secret") String apiSecret,
    @Default("sandbox-datto-account") String accountUid,
    @Default("true") boolean requireBasic,
    @Default("360000") long tokenLifetimeSeconds,
    @Default("600") int readLimit,
    @Default("600") int writeLimit,
    @Default("100") int operationLimit,
    @Default("600") int udfLimit,
    @Default("60000") long windowMs,
    @Default("false") boolean singleBucket,
    @Default("0") long cutOffDelayMs,
    @Default("seconds") TooManyRequests.Hint retryAfter,
    @Default("10") int blockAfterRefused,
    @Default("300000") long blockMs,
    @Default("250") int maxPage,
    @Default("absolute") Link nextLink,
    @Default("null") LastLink endOfList,
    @Default("true") boolean dropFilters,
    @Default("false") boolean notesDialect,
    @Default("ms") Times deviceTimes,
    @Default("30") int udfKeys,
    @Default("0") int udfValues,
    @Default("false") boolean alphabets,
    @Default("true") boolean systemSites,
    @Default("404") int deletedAlertStatus) {
  /** The form of nextPageUrl. */
  public enum Link {
    ABSOLUTE,
    RELATIVE
  }

  /** The dates of devices. */
  public enum Times {
    MS,
    ISO
  }

  public static DattoSettings defaults() {
    return Switches.defaults(DattoSettings.class);
  }
}
