package dev.caravan.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.budget.BudgetGate;
import dev.caravan.budget.LimitOutcome;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.NotSent;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.failure.MachineErrors;
import dev.caravan.text.Redaction;
import dev.caravan.text.UrlText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a call route around its HTTP step, called by name from {@code routes/templates}.
 * Reads the variables of {@link CallVariables}; thread-safe, as all state of a call is in its
 * exchange.
 */
public final class Call {
  private static final String JSON = "application/json";

  private final Accounts accounts;
  private final BudgetGate budget;
  private final CallCounts counts;
  private final Redaction redaction;
  private final Consumer<String> quota;
  private final Breakers breakers;

  /**
   * @param quota told, before each call is sent, whose it is
   * @param breakers told of each account that answers
   */
  public Call(
      Accounts accounts,
      BudgetGate budget,
      CallCounts counts,
      Redaction redaction,
      Consumer<String> quota,
      Breakers breakers) {
    this.accounts = accounts;
    this.budget = budget;
    this.counts = counts;
    this.redaction = redaction;
    this.quota = quota;
    this.breakers = breakers;
  }

  /** The absolute address of a path setting, for routes that compose a call. */
  public String url(Exchange exchange, String pathKey) {
    return account(exchange).url(pathKey);
  }

  /** The same with a query, already encoded. */
  public String url(Exchange exchange, String pathKey, String query) {
    return UrlText.withQuery(url(exchange, pathKey), query);
  }

  /**
   * The address of one record, whose key may hold any character.
   *
   * @param variable with the key; its text is no parameter, because Camel would read a meaning in
   *     it
   * @throws IllegalArgumentException when there is no key
   */
  public String recordUrl(Exchange exchange, String pathKey, String variable) {
    if (!isGiven(exchange, variable)) {
      throw new IllegalArgumentException(
          "A record of %s is looked up by its %s, which is not set".formatted(pathKey, variable));
    }
    return account(exchange).url(pathKey, text(exchange, variable).strip());
  }

  /** The address of something below a record. */
  public String recordUrl(Exchange exchange, String pathKey, String variable, String below) {
    return UrlText.below(recordUrl(exchange, pathKey, variable), below);
  }

  /**
   * The address of a collection's records with a value, and a query that is encoded already.
   *
   * @param name of the value in the query
   * @param variable with the value
   * @throws IllegalArgumentException when there is no value
   */
  public String searchUrl(
      Exchange exchange, String pathKey, String name, String variable, String query) {
    if (!isGiven(exchange, variable)) {
      throw new IllegalArgumentException(
          "Records of %s are looked up by a %s, which is not set".formatted(pathKey, name));
    }
    String encoded = UrlText.encoded(text(exchange, variable).strip());
    return url(exchange, pathKey, name + "=" + encoded + "&" + query);
  }

  /** Whether a variable that who calls may leave out is set. */
  public boolean isGiven(Exchange exchange, String variable) {
    String value = exchange.getVariable(variable, String.class);
    return value != null && !value.isBlank();
  }

  /**
   * Refuses a call that is not complete or would leave the account's origin, before it costs budget
   * or carries a credential; then says whether a token must be fetched for it.
   *
   * @throws Unreadable when the address, which a vendor may have written, is not the account's
   */
  public boolean tokenDue(Exchange exchange, Credentials credentials) throws InterruptedException {
    AddressCheck.require(
        account(exchange), text(exchange, CallVariables.METHOD), text(exchange, CallVariables.URL));
    return credentials.due(exchange);
  }

  /**
   * Waits until the account's budget admits one call of the bucket.
   *
   * @throws dev.caravan.budget.RateLimitedUntil when that would take too long
   */
  public void admit(Exchange exchange, String bucket) {
    exchange.setProperty(CallVariables.ASKED_NANOS, System.nanoTime());
    exchange.setProperty(CallVariables.BUCKET, bucket);
    exchange.setProperty(
        CallVariables.ADMISSION,
        budget.acquire(
            text(exchange, CallVariables.ACCOUNT),
            bucket,
            exchange.getVariable(CallVariables.PRIORITY, "alerts", String.class)));
  }

  /**
   * Sets address, method, headers, bytes and credential of the request, and counts what was waited
   * for it.
   *
   * @param deleteBody what the vendor wants to be sent with a DELETE; empty for nothing
   */
  public void begin(Exchange exchange, Credentials credentials, String deleteBody) {
    Object asked = exchange.removeProperty(CallVariables.ASKED_NANOS);
    if (asked instanceof Long nanos) {
      counts.waited(
          exchange,
          text(exchange, CallVariables.ACCOUNT),
          Duration.ofNanos(System.nanoTime() - nanos));
    }
    CallTurn turn = CallTurn.take(exchange);
    turn.attach(exchange, credentials);
    String method = text(exchange, CallVariables.METHOD);
    quota.accept(text(exchange, CallVariables.ACCOUNT));
    Message message = exchange.getMessage();
    // Sent byte for byte: the query must stay in the address (CamelHttpQuery would be re-encoded).
    message.setHeader(Exchange.HTTP_URI, text(exchange, CallVariables.URL));
    message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(method));
    message.setHeader("Accept", JSON);
    String type = exchange.getVariable(CallVariables.CONTENT_TYPE, JSON, String.class);
    // Bytes, not text: camel-http would choose the charset by the exchange's last answer.
    byte[] body =
        switch (method) {
          case "GET" -> null;
          case "DELETE" -> deleteBody.isEmpty() ? null : bytes(deleteBody);
          default ->
              message.getBody() instanceof JsonNode tree
                  ? bytes(JSON.equals(type) ? tree.toString() : tree.asText())
                  : bytes(message.getBody(String.class));
        };
    message.setBody(body);
    if (body != null) {
      message.setHeader(Exchange.CONTENT_TYPE, type);
    }
    Object permission =
        "GET".equals(method) ? null : exchange.getProperty(CallVariables.BEFORE_WRITING);
    SendCheck.due(
        () -> {
          turn.require(attempt(exchange));
          // Last: nothing waits after it.
          if (permission instanceof Runnable check) {
            check.run();
          }
        });
  }

  private static byte @Nullable [] bytes(@Nullable String json) {
    return json == null ? null : json.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Turns the HTTP step's message into the answer: body = its tree, where it is the JSON that was
   * expected, else its text (null when there is none); variable {@code response}.
   *
   * @param denied what is in the body of a 401 that means a missing right; empty for nothing
   * @throws VendorFailure unless the vendor said 2xx and the body is the API's
   */
  public void finish(Exchange exchange, String bucket, String denied) {
    if (SendCheck.isLeft()) {
      throw new IllegalStateException("A request was sent by another thread, without its check");
    }
    Account account = account(exchange);
    Message message = exchange.getMessage();
    Response response = Response.of(message);
    int status = response.status();
    boolean success = StatusFailure.isSuccess(status);
    byte[] body = success ? Body.utf8(message) : Body.head(Body.utf8(message));
    JsonNode tree =
        body != null && success && Body.isJson(body)
            ? SparseJson.readOrNull(body, sparse(exchange))
            : null;
    // A tree says nothing to people, and its text may be large.
    String text = tree == null ? Body.text(body) : null;
    message.setBody(tree == null ? text : tree);
    exchange.setVariable(CallVariables.RESPONSE, response);
    counts.sent(exchange, account.name(), bucket, status);
    LimitOutcome limits = budget.observe(account.name(), bucket, status, response.headers(), text);
    Credential credential = credential(exchange);
    Attempt attempt = attempt(exchange);
    // Some say with status 200, in a page, that too much was asked.
    if (!success || limits.refused()) {
      boolean lacksRight = status == 401 && !denied.isEmpty() && contains(text, denied);
      if (credential != null && !lacksRight && (status == 401 || status == 407)) {
        credential.refused();
      }
      String said = ErrorText.of(text, redaction(account, credential));
      throw lacksRight
          ? StatusFailure.lacksRight(attempt, status, said)
          : StatusFailure.of(
              attempt,
              status,
              said,
              Body.isPage(body),
              limits.refused(),
              credential != null && credential.renewable());
    }
    if (!Body.isTheApis(body, attempt.method())) {
      throw new Unreadable(
          attempt,
          status,
          "answered %d with %s instead of JSON; is %s the API, and is nothing in between?"
              .formatted(
                  status,
                  ErrorText.of(text, redaction(account, credential)),
                  account.baseUrl().getHost()));
    }
    exchange.removeProperty(CallVariables.RETRIES);
    breakers.answered(account.name());
    if (credential != null) {
      credential.accepted();
    }
  }

  private static boolean contains(@Nullable String text, String word) {
    return text != null && text.contains(word);
  }

  @SuppressWarnings("unchecked")
  private static Set<String> sparse(Exchange exchange) {
    return exchange.getProperty(CallVariables.SPARSE, Set.of(), Set.class);
  }

  /** Takes out every secret of the installation, of the account and of the call. */
  private Redaction redaction(Account account, @Nullable Credential credential) {
    Redaction known = redaction.with(account.secrets());
    return credential == null ? known : known.with(Set.of(credential.secret()));
  }

  /**
   * Called when the HTTP step ended without an answer.
   *
   * @throws VendorFailure {@link NotSent} or {@link InDoubt}
   * @throws RuntimeException the reason for which it was not sent after all
   * @throws Error where the machine failed and not the call
   */
  public void failed(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    SendCheck.isLeft();
    MachineErrors.raise(cause);
    credential(exchange);
    Transport.withheld(cause)
        .ifPresent(
            reason -> {
              throw reason;
            });
    if (!Transport.nothingSent(cause)) {
      String bucket = exchange.getProperty(CallVariables.BUCKET, "", String.class);
      counts.sent(exchange, text(exchange, CallVariables.ACCOUNT), bucket, 0);
    }
    throw Transport.failure(attempt(exchange), cause);
  }

  private Account account(Exchange exchange) {
    return accounts.get(text(exchange, CallVariables.ACCOUNT));
  }

  /** The call that an exchange is to make, or has made. */
  public static Attempt attempt(Exchange exchange) {
    return Attempt.at(
        text(exchange, CallVariables.ACCOUNT),
        text(exchange, CallVariables.METHOD),
        text(exchange, CallVariables.URL));
  }

  private static @Nullable Credential credential(Exchange exchange) {
    return (Credential) exchange.removeProperty(CallVariables.CREDENTIAL);
  }

  private static String text(Exchange exchange, String name) {
    String value = exchange.getVariable(name, String.class);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "A vendor call needs the variable '%s'; the route that calls it must set it"
              .formatted(name));
    }
    return value;
  }
}
