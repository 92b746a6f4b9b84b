package dev.caravan.sandbox.datto;

import dev.caravan.sandbox.wire.LastLink;
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
 * @param deletedAlertStatus what get-by-id says of an alert whose device was deleted
 */
public record DattoSettings(
    String apiKey,
    String apiSecret,
    String accountUid,
    boolean requireBasic,
    long tokenLifetimeSeconds,
    int readLimit,
    int writeLimit,
    int operationLimit,
    int udfLimit,
    long windowMs,
    boolean singleBucket,
    long cutOffDelayMs,
    TooManyRequests.Hint retryAfter,
    int blockAfterRefused,
    long blockMs,
    int maxPage,
    Link nextLink,
    LastLink endOfList,
    boolean dropFilters,
    boolean notesDialect,
    Times deviceTimes,
    int udfKeys,
    boolean systemSites,
    int deletedAlertStatus) {
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
    return new DattoSettings(
        "sandbox-key",
        "sandbox-secret",
        "sandbox-datto-account",
        true,
        360_000,
        600,
        600,
        100,
        600,
        60_000,
        false,
        0,
        TooManyRequests.Hint.SECONDS,
        10,
        300_000,
        250,
        Link.ABSOLUTE,
        LastLink.NULL,
        true,
        false,
        Times.MS,
        30,
        true,
        404);
  }
}
