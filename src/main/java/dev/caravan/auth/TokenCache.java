package dev.caravan.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.auth.RefusedCredentials.Refusals;
import dev.caravan.budget.BudgetClosed;
import dev.caravan.budget.BudgetGate;
import dev.caravan.budget.LimitOutcome;
import dev.caravan.budget.RateLimitedUntil;
import dev.caravan.call.Attempt;
import dev.caravan.call.Body;
import dev.caravan.call.CallCounts;
import dev.caravan.call.CallVariables;
import dev.caravan.call.Credentials;
import dev.caravan.call.ErrorText;
import dev.caravan.call.Response;
import dev.caravan.call.Transport;
import dev.caravan.call.VendorFailure;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Throttled;
import dev.caravan.call.VendorFailure.Unauthorized;
import dev.caravan.failure.MachineErrors;
import dev.caravan.store.StoreFault;
import dev.caravan.text.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of all accounts, in memory only. Thread-safe. At most one fetch an account is
 * under way; the other calls wait for it or, while the old token serves, go on with that. What the
 * vendor says of its limits instead of giving one is the budget's to keep, for the account. The
 * fetch itself is a route: {@link #due} tells its caller to take it, {@link #accept} or {@link
 * #failed} end it.
 */
public final class TokenCache implements Credentials {
  /** When a vendor does not say how long its token lives. */
  private static final Duration UNSTATED_LIFETIME = Duration.ofHours(1);

  /** Some say 100 hours, which is kept; a token that lives longer than this is asked for anew. */
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(7);

  /** A fetch takes at most connect, pool and read time-out; then its thread must be gone. */
  private static final Duration CONNECT_AND_POOL = Duration.ofSeconds(45);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Accounts accounts;
  private final BudgetGate budget;
  private final CallCounts counts;
  private final Redaction redaction;
  private final InstantSource clock;
  private final RefusedCredentials refused;
  private final Map<String, TokenHolder> slots = new ConcurrentHashMap<>();

  public TokenCache(
      Accounts accounts,
      BudgetGate budget,
      CallCounts counts,
      Redaction redaction,
      InstantSource clock,
      RefusedCredentials refused) {
    this.accounts = accounts;
    this.budget = budget;
    this.counts = counts;
    this.redaction = redaction;
    this.clock = clock;
    this.refused = refused;
  }

  /**
   * Whether the caller must fetch a token now. Waits while another call fetches one.
   *
   * @throws Unauthorized while refused credentials are at rest
   * @throws NotSent when the fetch that was waited for failed or took too long
   */
  @Override
  public boolean due(Exchange exchange) throws InterruptedException {
    Account account = account(exchange);
    TokenHolder slot = slot(account);
    TokenHolder.TokenAction next = next(account, slot);
    if (next instanceof TokenHolder.TokenAction.Rest rest) {
      throw resting(account, rest.until(), rest.refusal());
    }
    if (next instanceof TokenHolder.TokenAction.Join other) {
      await(account, other.flight());
    }
    return next instanceof TokenHolder.TokenAction.Fetch;
  }

  /** Before a fetch it is asked in the store whether another process's was refused. */
  private TokenHolder.TokenAction next(Account account, TokenHolder slot) {
    Instant now = clock.instant();
    TokenHolder.TokenAction next = slot.next(now, longestFetch(account));
    if (next instanceof TokenHolder.TokenAction.Fetch) {
      Refusals known = refused.of(account, now).orElse(null);
      if (known != null) {
        slot.refused(known);
        if (now.isBefore(known.until())) {
          slot.failed(resting(account, known.until(), known.reason()), now);
          return slot.next(now, longestFetch(account));
        }
      }
    }
    return next;
  }

  private static Unauthorized resting(Account account, Instant until, String reason) {
    return RefusedCredentials.resting(attempt(account), until, reason);
  }

  /**
   * Sets the header {@code Authorization}.
   *
   * @throws NotSent when the token was refused to another call, or expired, while this one waited
   *     for its turn; tried again, it is due
   */
  @Override
  public void attach(Exchange exchange) {
    Account account = account(exchange);
    Token token = slot(account).token();
    if (token == null || token.state(clock.instant()) == Token.Freshness.EXPIRED) {
      throw NotSent.untried(
          attempt(account), "gave a token that is no longer good", NotSent.Because.TURN);
    }
    exchange.getMessage().setHeader("Authorization", "Bearer " + token.secret());
    exchange.setProperty(CallVariables.CREDENTIAL, token);
  }

  /**
   * Takes the token out of the token endpoint's answer, which is the message of the HTTP step.
   *
   * @throws VendorFailure when there is none; {@link #failed} must be called then
   */
  public void accept(Exchange exchange) {
    Account account = account(exchange);
    Response response = Response.of(exchange.getMessage());
    String text = Body.text(exchange.getMessage());
    clear(exchange);
    counts.sentForToken(exchange, account.name(), response.status());
    JsonNode answer = tree(text);
    String secret = answer.path("access_token").asText("");
    boolean success = response.status() >= 200 && response.status() < 300;
    if (!success || secret.isBlank()) {
      // A success may hold the token under another name.
      throw refusal(account, response, success ? null : text);
    }
    TokenHolder slot = slot(account);
    boolean wereRefused = slot.refusals() > 0;
    slot.fetched(
        new Token(account.name(), secret, clock.instant(), lifetime(answer), slot::forget));
    if (wereRefused) {
      refused.accepted(account);
    }
  }

  /** A number or a text of seconds; some write the member with a dash. */
  private static Duration lifetime(JsonNode answer) {
    JsonNode said = answer.path(answer.has("expires_in") ? "expires_in" : "expires-in");
    long seconds = said.asLong(0);
    return seconds <= 0
        ? UNSTATED_LIFETIME
        : Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME.toSeconds()));
  }

  /**
   * Ends a fetch that brought no token, in the catch clause of the token route.
   *
   * @throws VendorFailure when the vendor gave none; {@link NotSent} when it was not the
   *     credentials' fault, for the call itself has not begun
   * @throws RateLimitedUntil when the budget let nobody ask for one, which its callers throw too
   * @throws org.jdbi.v3.core.JdbiException when the store failed: that is no fault of the vendor's
   */
  public void failed(Exchange exchange) {
    clear(exchange);
    Account account = account(exchange);
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    RuntimeException failure;
    if (cause instanceof VendorFailure
        || cause instanceof RateLimitedUntil
        || cause instanceof BudgetClosed) {
      failure = (RuntimeException) cause;
    } else if (StoreFault.in(cause).isPresent()) {
      failure = StoreFault.in(cause).get();
    } else {
      if (!Transport.nothingSent(cause)) {
        counts.sentForToken(exchange, account.name(), 0);
      }
      failure = Transport.notSent(attempt(account), "gave no token: ", cause);
    }
    TokenHolder slot = slot(account);
    Instant now = clock.instant();
    if (failure instanceof Unauthorized) {
      String reason = String.valueOf(failure.getMessage());
      slot.refused(refused.refused(account, slot.refusals(), reason, now, 0));
    }
    slot.failed(failure, now);
    MachineErrors.raise(failure);
    throw failure;
  }

  @Override
  public String toString() {
    return "tokens of " + slots.keySet();
  }

  private void await(Account account, TokenHolder.TokenRefresh flight) throws InterruptedException {
    RuntimeException failure;
    try {
      failure =
          flight
              .landing()
              .get(longestFetch(account).toMillis(), TimeUnit.MILLISECONDS)
              .orElse(null);
    } catch (TimeoutException | ExecutionException late) {
      throw new NotSent(attempt(account), "gave no token in time to another call", late);
    }
    // Each waiting call gets a failure of its own: Camel adds to them.
    if (failure instanceof Unauthorized refused) {
      throw new Unauthorized(
          attempt(account), refused.status(), "refused the credentials of another call", false);
    }
    if (failure instanceof Throttled throttled) {
      throw new Throttled(
          attempt(account),
          throttled.status(),
          "asked for a pause when another call wanted a token");
    }
    if (failure instanceof RateLimitedUntil parked) {
      throw parked.copy();
    }
    if (failure != null) {
      StoreFault.in(failure)
          .ifPresent(
              ofStore -> {
                throw ofStore;
              });
      throw new NotSent(attempt(account), "gave no token to another call either", failure);
    }
  }

  private VendorFailure refusal(Account account, Response response, @Nullable String text) {
    LimitOutcome limits =
        budget.observeToken(account.name(), response.status(), response.headers(), text);
    Token old = slot(account).token();
    Redaction known =
        redaction.with(account.secrets()).with(old == null ? Set.of() : Set.of(old.secret()));
    return NoToken.failure(
        attempt(account), response.status(), ErrorText.of(text, known), limits.refused());
  }

  /** The form with the secrets must not travel on, neither in a message nor in a variable. */
  private static void clear(Exchange exchange) {
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(null);
  }

  private static JsonNode tree(@Nullable String text) {
    try {
      JsonNode tree = text == null ? null : JSON.readTree(text);
      return tree == null ? JSON.missingNode() : tree;
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }

  private TokenHolder slot(Account account) {
    return slots.computeIfAbsent(account.name(), name -> new TokenHolder());
  }

  private Account account(Exchange exchange) {
    return accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
  }

  private static Duration longestFetch(Account account) {
    return account.readTimeout().plus(CONNECT_AND_POOL);
  }

  private static Attempt attempt(Account account) {
    return new Attempt(account.name(), "POST", account.optional("token-path").orElse(""));
  }
}
