package dev.caravan.auth;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import dev.caravan.text.UrlText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The forms that token endpoints want. */
public final class Grants {
  private final Accounts accounts;

  public Grants(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Makes the message the form of a token request.
   *
   * @param grant {@code password} or {@code client-credentials}
   * @param fields {@code field=setting, ...}: what else the form holds, and the account's setting
   *     with the value; a setting without a value leaves its field out
   * @param client {@code name:password} of HTTP Basic, blank where the endpoint wants none
   */
  public void fill(Exchange exchange, String grant, String fields, String client) {
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    StringJoiner form = new StringJoiner("&");
    form.add("grant_type=" + grant.replace('-', '_'));
    for (String field : fields.split(",", -1)) {
      String[] pair = field.strip().split("=", 2);
      account.optional(pair[1]).ifPresent(value -> form.add(pair[0] + "=" + UrlText.form(value)));
    }
    Message message = exchange.getMessage();
    message.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
    if (!client.isBlank()) {
      String basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
      message.setHeader("Authorization", "Basic " + basic);
    }
    message.setBody(form.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
