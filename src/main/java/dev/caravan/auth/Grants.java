package dev.caravan.auth;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The forms that token endpoints want. */
public final class Grants {
  private final Accounts accounts;

  public Grants(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Datto: the API key as user name, the API secret as password, form-encoded. */
  public byte[] password(String name) {
    Account account = accounts.get(name);
    return ("grant_type=password&username="
            + encoded(account.setting("api-key"))
            + "&password="
            + encoded(account.setting("secret")))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
