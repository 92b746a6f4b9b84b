package dev.caravan.call;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is not used again once anything came on it that belongs to no request: the rest
 * of an answer, or one too many, would be taken for the answer to the next request. The pool asks
 * {@link #isStale} before each further use, and then makes a new one; what comes later than that is
 * seen right before the request's first byte.
 *
 * <p>Used by one thread at a time, as the pool sees to it.
 */
final class CleanConnection extends DefaultManagedHttpClientConnection {
  /** A server may have closed it by then, which only reading shows; that takes a millisecond. */
  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Timeout MOMENT = Timeout.ofMilliseconds(1);

  private final AnswerParser answers;
  private long releasedNanos = System.nanoTime();

  private CleanConnection(String id, Http1Config limits, AnswerParser answers) {
    super(id, null, null, limits, null, null, null, config -> answers);
    this.answers = answers;
  }

  static CleanConnection of(String id, Http1Config limits) {
    return new CleanConnection(id, limits, new AnswerParser(new DefaultHttpResponseParser(limits)));
  }

  /** Something came before it was asked for; nothing of the request was sent. */
  static final class Unasked extends IOException {
    private static final long serialVersionUID = 1L;

    Unasked() {
      super("something came on the connection before anything was asked");
    }
  }

  @Override
  public void passivate() {
    releasedNanos = System.nanoTime();
    super.passivate();
  }

  @Override
  public boolean isStale() throws IOException {
    return !isOpen()
        || holdsUnasked()
        || (System.nanoTime() - releasedNanos > IDLE_NANOS && (super.isStale() || holdsUnasked()));
  }

  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    if (holdsUnasked()) {
      throw new Unasked();
    }
    super.sendRequestHeader(request);
  }

  /**
   * Whether anything is there after the last answer. Does not wait, unless TLS has to look into
   * what came: it may be of the session alone.
   */
  private boolean holdsUnasked() throws IOException {
    if (!answers.isAnyRead()) {
      return false;
    }
    return answers.isAnyLeft()
        || (isAnythingThere() && (super.isStale() || isDataAvailable(MOMENT)));
  }

  private boolean isAnythingThere() throws IOException {
    SocketHolder socket = getSocketHolder();
    return socket != null
        && (isAnythingIn(socket.getInputStream())
            || isAnythingIn(socket.getBaseSocket().getInputStream()));
  }

  private static boolean isAnythingIn(InputStream input) throws IOException {
    return input.available() > 0;
  }

  /** Remembers the buffer behind the answers, which holds what was read and not yet parsed. */
  private static final class AnswerParser implements HttpMessageParser<ClassicHttpResponse> {
    private final HttpMessageParser<ClassicHttpResponse> parser;
    private @Nullable SessionInputBuffer buffer;

    AnswerParser(HttpMessageParser<ClassicHttpResponse> parser) {
      this.parser = parser;
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer input, InputStream stream)
        throws IOException, HttpException {
      buffer = input;
      return parser.parse(input, stream);
    }

    boolean isAnyRead() {
      return buffer != null;
    }

    boolean isAnyLeft() {
      return buffer != null && buffer.length() > 0;
    }
  }
}
