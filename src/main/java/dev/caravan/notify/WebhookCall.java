package dev.caravan.notify;

import dev.caravan.call.ErrorText;
import dev.caravan.text.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Sends what operators are told to the address of a webhook, which stands in no route, endpoint or
 * message. A bean of routes; thread-safe.
 */
public final class WebhookCall {
  private static final int FIRST_OF_SUCCESS = 200;
  private static final int FIRST_AFTER_SUCCESS = 300;
  private static final String JSON = "application/json; charset=utf-8";

  private final Map<String, String> addresses;
  private final Redaction redaction;

  /**
   * @param addresses by the names of their notify Pipes
   * @param redaction takes secrets out of what the webhook answers
   */
  public WebhookCall(Map<String, String> addresses, Redaction redaction) {
    this.addresses = Map.copyOf(addresses);
    this.redaction = redaction;
  }

  /** Makes the request of a notify Pipe: the message's body is JSON, and its headers go. */
  public void begin(Exchange exchange, String notify) {
    String address = addresses.get(notify);
    if (address == null) {
      throw new IllegalArgumentException("caravan.notify.%s.url is missing".formatted(notify));
    }
    Message request = exchange.getMessage();
    byte[] body = String.valueOf(request.getBody()).getBytes(StandardCharsets.UTF_8);
    request.removeHeaders("*");
    request.setHeader(Exchange.HTTP_URI, address);
    request.setHeader(Exchange.HTTP_METHOD, "POST");
    request.setHeader(Exchange.CONTENT_TYPE, JSON);
    request.setBody(body);
  }

  /**
   * Looks whether it was taken; what was answered is of no concern.
   *
   * @throws IllegalStateException when it was not taken
   */
  public void finish(Exchange exchange) {
    Message answer = exchange.getMessage();
    int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    if (status < FIRST_OF_SUCCESS || status >= FIRST_AFTER_SUCCESS) {
      String said = ErrorText.of(answer.getBody(String.class), redaction);
      throw new IllegalStateException(
          "the webhook answered %d%s".formatted(status, said.isEmpty() ? "" : ", " + said));
    }
    answer.removeHeaders("*");
  }
}
