package dev.caravan.call;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.HttpRequest;

/**
 * The accounts that a request may be of, by its address: the HTTP client does not know for which of
 * them it asks. Immutable.
 */
final class OriginAccounts {
  private static final Duration USUAL = Duration.ofSeconds(60);

  /** A chat answers at once or not at all. */
  private static final Duration WEBHOOK = Duration.ofSeconds(10);

  private final List<Account> all;
  private final Set<URI> webhooks;

  /**
   * @param webhooks addresses that belong to no account
   */
  OriginAccounts(Accounts accounts, Set<URI> webhooks) {
    this.all = List.copyOf(accounts.all());
    this.webhooks = Set.copyOf(webhooks);
  }

  /** Whether it goes to one of the addresses that belong to no account. */
  boolean isToWebhook(HttpRequest request) {
    try {
      return !webhooks.isEmpty() && webhooks.contains(request.getUri());
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  /** The longest time of theirs that an answer may keep silent. */
  Duration readTimeout(HttpRequest request) {
    if (isToWebhook(request)) {
      return WEBHOOK;
    }
    return longest(at(request)).orElseGet(this::longestReadTimeout);
  }

  /** The longest of all accounts. */
  Duration longestReadTimeout() {
    return longest(all).orElse(USUAL);
  }

  /** The one that allows the largest answer. */
  Optional<Account> mostPatient(HttpRequest request) {
    return at(request).stream().max(Comparator.comparingInt(Account::maxAnswer));
  }

  private static Optional<Duration> longest(List<Account> accounts) {
    return accounts.stream().map(Account::readTimeout).max(Duration::compareTo);
  }

  /** Those with the longest path above the request's; all of its origin, where it is below none. */
  private List<Account> at(HttpRequest request) {
    try {
      URI uri = request.getUri();
      String asked = folder(uri);
      List<Account> here = all.stream().filter(account -> account.sameOrigin(uri)).toList();
      Optional<String> closest =
          here.stream()
              .map(account -> folder(account.baseUrl()))
              .filter(asked::startsWith)
              .max(Comparator.comparingInt(String::length));
      return here.stream()
          .filter(account -> closest.map(folder(account.baseUrl())::equals).orElse(true))
          .toList();
    } catch (URISyntaxException notAnAddress) {
      return List.of();
    }
  }

  private static String folder(URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return path.endsWith("/") ? path : path + "/";
  }
}
