package dev.caravan.call;

import java.io.UncheckedIOException;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.Http1StreamListener;

/**
 * Ends a call to whose request any number of interim answers (1xx) comes. A call is made by one
 * thread, which counts. Thread-safe.
 */
final class InterimLimit implements Http1StreamListener {
  /** A server sends one, perhaps two: 100 and 103. */
  private static final int MOST = 20;

  private final ThreadLocal<Integer> seen = ThreadLocal.withInitial(() -> 0);

  @Override
  public void onRequestHead(HttpConnection connection, HttpRequest request) {
    seen.set(0);
  }

  @Override
  public void onResponseHead(HttpConnection connection, HttpResponse response) {
    seen.set(seen.get() + 1);
    if (seen.get() > MOST) {
      throw new UncheckedIOException(
          new WholeAnswer.OverLimit("more than %d interim answers".formatted(MOST), null));
    }
  }

  @Override
  public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
    seen.remove();
  }
}
