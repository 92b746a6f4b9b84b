package dev.caravan.sandbox.atera;

import dev.caravan.sandbox.wire.LastLink;
import dev.caravan.sandbox.wire.TooManyRequests;
import java.util.List;

/**
 * The switches of the simulated Atera. Those without a remark are as in docs/vendors.
 *
 * @param bearerToken accepted after {@code Bearer}, as is the API key
 * @param rateLimitHeaders whether answers carry X-RateLimit-Limit, -Remaining and -Reset
 * @param rateLimitBody whether a 429 has a JSON body
 * @param lastLink what nextLink is on the last page
 * @param searchLagMs how late lists show a new or changed ticket; get-by-id is never late
 * @param notesDialect a numeric ActionID with a TicketID beside it, {@code totalItems} in lists
 * @param actionIdOffset added to the TicketID to make the ActionID
 * @param commentStatus 200 or 201
 * @param statuses the ticket statuses of the tenant
 * @param strictStatuses whether a status that the tenant does not have is refused
 * @param technicians the ids that may comment
 * @param firstComment how tickets show their description, which nobody has proven
 * @param problemOn400 whether a 400 on tickets has ProblemDetails as its body
 */
public record AteraSettings(
    String apiKey,
    String bearerToken,
    String accountId,
    boolean bearer,
    boolean apiKeyHeader,
    int requestLimit,
    long windowMs,
    TooManyRequests.Hint retryAfter,
    boolean rateLimitHeaders,
    boolean rateLimitBody,
    int maxPage,
    LastLink lastLink,
    long searchLagMs,
    boolean notesDialect,
    long actionIdOffset,
    Update update,
    int commentStatus,
    List<String> statuses,
    boolean strictStatuses,
    List<Long> technicians,
    boolean problemOn400,
    FirstComment firstComment,
    Dates dates) {
  /** What FirstComment is: the description as HTML, as it was written, or nothing. */
  public enum FirstComment {
    HTML,
    TEXT,
    NULL
  }

  /** The methods that update a ticket; the other gets 405. */
  public enum Update {
    BOTH,
    PUT,
    POST
  }

  /** The form of dates: {@code …44Z}, {@code …44.123Z} or {@code …44} without a zone (UTC). */
  public enum Dates {
    Z,
    FRACTION,
    BARE
  }

  public static AteraSettings defaults() {
    return new AteraSettings(
        "sandbox-api-key",
        "sandbox.bearer.token",
        "sandbox-atera-account",
        true,
        true,
        700,
        60_000,
        TooManyRequests.Hint.NONE,
        false,
        false,
        50,
        LastLink.EMPTY,
        0,
        false,
        0,
        Update.BOTH,
        201,
        List.of("Open", "Pending", "Waiting customer", "Resolved", "Closed"),
        false,
        List.of(9L),
        false,
        FirstComment.HTML,
        Dates.Z);
  }
}
