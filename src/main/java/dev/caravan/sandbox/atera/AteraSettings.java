package dev.caravan.sandbox.atera;

import dev.caravan.sandbox.wire.Default;
import dev.caravan.sandbox.wire.LastLink;
import dev.caravan.sandbox.wire.Switches;
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
 * @param ruleTechnician whom a rule of the tenant's assigns a new ticket to, as soon as it is
 *     there; 0 for nobody
 * @param ruleStatus what such a rule sets the status of a new ticket to; empty for nothing
 * @param rulePriority the same for its priority
 * @param rulesOnUpdate whether these rules apply to updates by the API too
 * @param listsDiscarded whether a ticket that a person deleted or merged can still be read, with
 *     the status Deleted or Merged
 * @param missingAgent what asking for an agent that is not there gets
 * @param problemOn400 whether a 400 on tickets has ProblemDetails as its body
 */
public record AteraSettings(
    @Default("sandbox-api-key") String apiKey,
    @Default("sandbox.bearer.token") String bearerToken,
    @Default("sandbox-atera-account") String accountId,
    @Default("true") boolean bearer,
    @Default("true") boolean apiKeyHeader,
    @Default("700") int requestLimit,
    @Default("60000") long windowMs,
    @Default("none") TooManyRequests.Hint retryAfter,
    @Default("false") boolean rateLimitHeaders,
    @Default("false") boolean rateLimitBody,
    @Default("50") int maxPage,
    @Default("empty") LastLink lastLink,
    @Default("0") long searchLagMs,
    @Default("false") boolean notesDialect,
    @Default("0") long actionIdOffset,
    @Default("both") Update update,
    @Default("201") int commentStatus,
    @Default({"Open", "Pending", "Waiting customer", "Resolved", "Closed"}) List<String> statuses,
    @Default("false") boolean strictStatuses,
    @Default("9") List<Long> technicians,
    @Default("0") long ruleTechnician,
    @Default("") String ruleStatus,
    @Default("") String rulePriority,
    @Default("false") boolean rulesOnUpdate,
    @Default("false") boolean listsDiscarded,
    @Default("problem") MissingAgent missingAgent,
    @Default("false") boolean problemOn400,
    @Default("html") FirstComment firstComment,
    @Default("z") Dates dates) {
  /** What FirstComment is: the description as HTML, as it was written, or nothing. */
  public enum FirstComment {
    HTML,
    TEXT,
    NULL
  }

  /** A 404 with its problem, or 200 and {@code null}. */
  public enum MissingAgent {
    PROBLEM,
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
    return Switches.defaults(AteraSettings.class);
  }
}
