package dev.caravan.check;

import dev.caravan.account.Account;
import dev.caravan.call.Certificates;
import dev.caravan.proxy.Proxies;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Which way leads to the vendors: through which proxy, and whose certificates are believed. */
final class WayCheck {
  private WayCheck() {}

  /** The proxy of an account; nothing where there are no proxies at all. */
  static Optional<Finding> proxy(Account account, Proxies proxies) {
    if (proxies.isEmpty()) {
      return Optional.empty();
    }
    URI url = account.baseUrl();
    return Optional.of(
        Finding.good(
            account.name(),
            proxies
                .to(url.getScheme(), url.getHost(), url.getPort())
                .map(proxy -> "is reached through the proxy " + proxy)
                .orElse("is reached without a proxy")));
  }

  /** The trust store of one's own; nothing where there is none. */
  static Optional<Finding> certificates() {
    return Certificates.ownStore()
        .map(
            store ->
                Certificates.isReadable(store)
                    ? Finding.good(
                        "certificates", "the authorities that count are those in " + store)
                    : new Finding(
                        Finding.Level.WRONG,
                        "certificates",
                        "there is no trust store that can be read at %s (javax.net.ssl.trustStore)"
                            .formatted(store),
                        List.of()));
  }
}
