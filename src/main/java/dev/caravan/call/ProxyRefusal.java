package dev.caravan.call;

import dev.caravan.proxy.HttpProxy;
import java.io.IOException;

/** A proxy answered where it should have led on: the vendor has not seen the request. */
final class ProxyRefusal extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int UNAUTHORIZED = 407;

  private final int status;

  /**
   * @param said the readable part of its page, redacted; may be empty
   */
  ProxyRefusal(HttpProxy proxy, int status, String said) {
    super(
        "the proxy %s answered %d%s%s"
            .formatted(proxy, status, said.isEmpty() ? "" : ": " + said, advice(proxy, status)));
    this.status = status;
  }

  /** Whether it would refuse the next one too. */
  boolean isFinal() {
    return status >= 300 && status < 500 && status != 408 && status != 429;
  }

  private static String advice(HttpProxy proxy, int status) {
    if (status == UNAUTHORIZED) {
      return proxy.login().isPresent()
          ? "; user or password in %s are wrong".formatted(proxy.where())
          : "; it wants a user and a password, as in http://USER:PASSWORD@%s:%d"
              .formatted(proxy.host(), proxy.port());
    }
    return "; it may have to be told to let this address through, or the address stands in"
        + " NO_PROXY";
  }
}
