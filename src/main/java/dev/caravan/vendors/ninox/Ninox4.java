package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.call.VendorFailure.Missing;
import dev.caravan.cycle.OperatorActionRequired;
import java.net.URI;
import java.util.Locale;

/** Tells Ninox 4, another product with another API, from the classic one. Pure. */
final class Ninox4 {
  private Ninox4() {}

  /**
   * @throws OperatorActionRequired when the account's address is that of Ninox 4
   */
  static void refuseAddress(Account account) {
    URI url = account.baseUrl();
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    String path = url.getPath() == null ? "" : url.getPath();
    if (host.equals("go.ninox.com") || path.contains("/api/v1/workspace")) {
      throw refused(account, "is the address of Ninox 4");
    }
  }

  /**
   * @throws OperatorActionRequired when a list of teams has the form of Ninox 4's answers
   */
  static void refuseAnswer(Account account, JsonNode answer) {
    if (answer.has("page_info") || answer.path("error").has("message")) {
      throw refused(account, "answers as Ninox 4 does");
    }
  }

  static OperatorActionRequired notClassic(Account account, Missing missing) {
    return refused(account, "has no teams (it answered %d)".formatted(missing.status()));
  }

  private static OperatorActionRequired refused(Account account, String what) {
    return new OperatorActionRequired(
        ("%s.base-url %s %s. Caravan speaks the API of the classic Ninox: https://api.ninox.com, a"
                + " private cloud (https://NAME.ninoxdb.de) or your own server; Ninox 4 has another"
                + " one, which is not supported")
            .formatted(account.name(), account.baseUrl(), what));
  }
}
