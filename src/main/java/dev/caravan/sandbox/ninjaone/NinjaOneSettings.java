package dev.caravan.sandbox.ninjaone;

import dev.caravan.sandbox.wire.Default;
import dev.caravan.sandbox.wire.Switches;
import java.util.List;

/**
 * The switches of the simulated NinjaOne. Those without a remark are as in docs/vendors.
 *
 * @param tokenPath which of the two token endpoints there are; the other answers 404 with a page
 * @param grantedScopes what the client app may ask for; a token without a wish gets all of them
 * @param requestLimit of all calls in the window; the vendor publishes none
 * @param throttle how a call above the limit is answered
 * @param mostPerPage a larger pageSize is cut to it
 * @param envelope whether lists that go on behind an id have the envelope of older notes
 * @param filterIgnored whether df is ignored without a word
 * @param userContextRequired whether writes to tickets want the token of a person
 * @param staleVersionStatus of an update of a ticket with a version that is not the present one
 * @param emptyWrites whether an update, a comment and a reset answer 204 without a body
 * @param emptyCreates the same of a create
 * @param searchLagMs how late boards show a new or changed ticket; get-by-id is never late
 * @param boardTags whether the search of a board covers tags
 * @param boardShowsTags whether its rows hold tags
 * @param statuses of tickets, each as number and name
 * @param ruleAssignee whom a rule of the tenant's gives a new ticket to; 0 for nobody
 * @param ruleStatus what such a rule sets the status of a new ticket to; 0 for nothing
 */
public record NinjaOneSettings(
    @Default("sandbox-client") String clientId,
    @Default("sandbox-secret") String clientSecret,
    @Default("ws") TokenAddress tokenPath,
    @Default({"monitoring", "management"}) List<String> grantedScopes,
    @Default("3600") long tokenLifetimeSeconds,
    @Default("600") int requestLimit,
    @Default("60000") long windowMs,
    @Default("html-200") Throttle throttle,
    @Default("1000") int mostPerPage,
    @Default("false") boolean envelope,
    @Default("false") boolean filterIgnored,
    @Default("false") boolean userContextRequired,
    @Default("409") int staleVersionStatus,
    @Default("true") boolean emptyWrites,
    @Default("false") boolean emptyCreates,
    @Default("0") long searchLagMs,
    @Default("false") boolean boardTags,
    @Default("true") boolean boardShowsTags,
    @Default({"1000 NEW", "2000 OPEN", "3000 WAITING", "5000 RESOLVED", "6000 CLOSED"})
        List<String> statuses,
    @Default("0") int ruleAssignee,
    @Default("0") int ruleStatus) {
  /** Which token endpoint there is. */
  public enum TokenAddress {
    WS,
    PLAIN,
    BOTH
  }

  /** A page with status 200 or 429, JSON with retry_after, or 429 and nothing else. */
  public enum Throttle {
    HTML_200,
    HTML_429,
    JSON_429,
    EMPTY_429
  }

  public static NinjaOneSettings defaults() {
    return Switches.defaults(NinjaOneSettings.class);
  }
}
