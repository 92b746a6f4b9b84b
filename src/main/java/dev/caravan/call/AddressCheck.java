package dev.caravan.call;

import dev.caravan.account.Account;
import dev.caravan.call.VendorFailure.Unreadable;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Credentials go to the account's own origin and nowhere else. */
final class AddressCheck {
  private AddressCheck() {}

  /**
   * Refuses a call that would leave the account's origin.
   *
   * @throws Unreadable when the address, which a vendor may have written, is not the account's
   */
  static void require(Account account, String method, String url) {
    URI address = parse(url);
    if (address == null || !account.sameOrigin(address) || address.getRawUserInfo() != null) {
      String path = address == null || address.getPath() == null ? "" : address.getPath();
      throw new Unreadable(
          new Attempt(account.name(), method, path),
          0,
          "was not sent: the address leads to %s, not to %s; credentials go nowhere else"
              .formatted(address == null ? "nowhere" : origin(address), origin(account.baseUrl())));
    }
  }

  /** Scheme, host and port: any of them may be what differs. Never what stands before an @. */
  private static String origin(URI address) {
    if (address.getHost() == null) {
      return "nowhere";
    }
    return "%s://%s%s"
        .formatted(
            address.getScheme(),
            address.getHost(),
            address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  /** Braces do not parse, which matters: camel-http would resolve placeholders in an address. */
  private static @Nullable URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException notAnAddress) {
      return null;
    }
  }
}
