package dev.caravan.sandbox.opsramp;

import dev.caravan.sandbox.wire.Default;
import dev.caravan.sandbox.wire.Switches;
import dev.caravan.sandbox.wire.TooManyRequests;
import java.util.List;

/**
 * The switches of the simulated OpsRamp. Those without a remark are as in docs/vendors.
 *
 * @param tokenPath which of the two token endpoints there are; the other answers 404
 * @param expiresIn how the answer of a token tells its lifetime
 * @param tokenLifetimeSeconds what is left of the tenant's token
 * @param rejectedStatus what an expired or revoked token is answered with
 * @param deactivated whether the tenant is: 410 for every call
 * @param readLimit of single records of a category, in the window
 * @param pageLimit of lists and searches of a category
 * @param quotedHeaders whether the values of X-RateLimit-* stand in quotes
 * @param maxPage a larger page is answered with 400
 * @param searchDays how far back a search of incidents goes that names no creation date
 * @param extTicketMatch how a search compares extTicketId, which nobody has proven
 * @param searchLagMs how late searches show a new or changed incident; get-by-id is never late
 * @param noResources what a search of resources answers that finds none
 * @param reasonsEnabled whether a change of status needs a reason
 * @param reasons those that the tenant has defined; another one is refused
 * @param statuses that an incident may be given
 * @param urgencyRequired whether the tenant demands urgency and businessImpact
 * @param incidentLists whether impacts, reasons and the form of incidents may be read
 * @param ruleGroup the group that a rule of the tenant's gives a new incident to; 0 for none
 * @param ruleStatus what such a rule sets the status of a new incident to; empty for nothing
 * @param rulePriority the same for its priority
 */
public record OpsRampSettings(
    @Default("sandbox-client") String clientId,
    @Default("sandbox-secret") String clientSecret,
    @Default("client_7") String tenantId,
    @Default("tenancy") TokenPath tokenPath,
    @Default("number") Lifetime expiresIn,
    @Default("7199") long tokenLifetimeSeconds,
    @Default("407") int rejectedStatus,
    @Default("false") boolean deactivated,
    @Default("500") int readLimit,
    @Default("50") int pageLimit,
    @Default("200") int alertWriteLimit,
    @Default("25") int deviceWriteLimit,
    @Default("50") int ticketWriteLimit,
    @Default("60000") long windowMs,
    @Default("true") boolean rateLimitHeaders,
    @Default("true") boolean quotedHeaders,
    @Default("none") TooManyRequests.Hint retryAfter,
    @Default("100") int maxPage,
    @Default("30") int searchDays,
    @Default("exact") Match extTicketMatch,
    @Default("0") long searchLagMs,
    @Default("page") Nothing noResources,
    @Default("true") boolean reasonsEnabled,
    @Default({"Alert resolved", "Duplicate", "Solved"}) List<String> reasons,
    @Default({"New", "Open", "Pending", "On Hold", "Resolved", "Closed"}) List<String> statuses,
    @Default("false") boolean urgencyRequired,
    @Default("true") boolean incidentLists,
    @Default("0") int ruleGroup,
    @Default("") String ruleStatus,
    @Default("") String rulePriority) {
  /** Which token endpoint there is. */
  public enum TokenPath {
    TENANCY,
    PLAIN,
    BOTH
  }

  /** {@code expires_in} as a number or a text, or {@code expires-in}. */
  public enum Lifetime {
    NUMBER,
    TEXT,
    DASHED
  }

  /** The whole value or a part of it. */
  public enum Match {
    EXACT,
    SUBSTRING
  }

  /** A page without results, a bare list, or no body at all. */
  public enum Nothing {
    PAGE,
    LIST,
    EMPTY
  }

  public static OpsRampSettings defaults() {
    return Switches.defaults(OpsRampSettings.class);
  }
}
