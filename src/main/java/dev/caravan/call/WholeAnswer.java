package dev.caravan.call;

import dev.caravan.account.Account;
import dev.caravan.thread.DaemonThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer into memory within a deadline and a size, as the outermost link of the client's
 * chain, so that no later step can block on the network. Thread-safe.
 */
final class WholeAnswer implements ExecChainHandler, AutoCloseable {
  /** Context attribute set when a connection stands and the request is about to be written. */
  private static final String BEGUN = "caravan.begun";

  /** For who is no account. */
  private static final int LEAST = 1 << 20;

  private final Duration deadline;
  private final OriginAccounts origins;
  private final ScheduledThreadPoolExecutor watch;

  WholeAnswer(Duration deadline, OriginAccounts origins) {
    this.deadline = deadline;
    this.origins = origins;
    this.watch = new ScheduledThreadPoolExecutor(1, new DaemonThreads("http-deadline"));
    watch.setRemoveOnCancelPolicy(true);
  }

  /** An answer that was too large. */
  static class OverLimit extends IOException {
    OverLimit(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** An answer that took too long. */
  static final class DeadlineOver extends OverLimit {
    DeadlineOver(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The request ended before its first byte was sent. */
  static final class NotBegun extends IOException {
    NotBegun(Exception cause) {
      super(cause);
    }
  }

  /** The innermost link: what is not checked by now is sent. */
  static ClassicHttpResponse begin(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    SendCheck.run();
    scope.clientContext.setAttribute(BEGUN, true);
    return chain.proceed(request, scope);
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        watch.schedule(
            () -> {
              late.set(true);
              cancel(scope);
            },
            deadline.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      readIntoMemory(response, scope, origins.mostPatient(request));
      return response;
    } catch (IOException | RuntimeException e) {
      throw explained(e, late.get(), scope.clientContext.getAttribute(BEGUN) != null);
    } finally {
      alarm.cancel(false);
    }
  }

  private IOException explained(Exception thrown, boolean late, boolean begun) {
    Exception cause =
        late
            ? new DeadlineOver(
                "no complete answer within %d ms".formatted(deadline.toMillis()), thrown)
            : thrown;
    if (!begun) {
      return new NotBegun(cause);
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private static void readIntoMemory(
      ClassicHttpResponse response, ExecChain.Scope scope, Optional<Account> account)
      throws IOException {
    int most = account.map(Account::maxAnswer).orElse(LEAST);
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return;
    }
    try (InputStream content = entity.getContent()) {
      byte[] bytes = content == null ? new byte[0] : read(content, entity.getContentLength(), most);
      if (bytes.length > most) {
        // Closing the stream alone would read the rest, however long it is.
        cancel(scope);
        throw new OverLimit(
            "the answer is larger than %s bytes%s"
                .formatted(
                    String.format(Locale.ROOT, "%,d", most),
                    account.map(it -> " (" + it.name() + ".max-answer)").orElse("")),
            null);
      }
      response.setEntity(new InMemory(bytes));
      // The client has unpacked it and leaves the header; whoever believes that unpacks it again.
      response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
    }
  }

  /**
   * What is there, and no more than one byte over the limit.
   *
   * @param announced the length, after which the stream ends; negative where it is not known
   */
  private static byte[] read(InputStream content, long announced, int most) throws IOException {
    if (announced < 1 || announced > most) {
      return content.readNBytes(most + 1);
    }
    // In one piece; a stream of unknown length is read in many small ones.
    byte[] bytes = new byte[(int) announced];
    int length = content.readNBytes(bytes, 0, bytes.length);
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** An answer that is in memory, for who reads all of it at once. */
  static final class Content extends ByteArrayInputStream {
    private Content(byte[] bytes) {
      super(bytes);
    }

    /** The whole of it; not to be changed. */
    byte[] bytes() {
      return buf;
    }
  }

  /** Gives its bytes as they are, where Apache's own would copy them. */
  private static final class InMemory extends AbstractHttpEntity {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      super((String) null, null);
      this.bytes = bytes;
    }

    @Override
    public InputStream getContent() {
      return new Content(bytes);
    }

    @Override
    public boolean isStreaming() {
      return false;
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public long getContentLength() {
      return bytes.length;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** Drops the connection. */
  private static void cancel(ExecChain.Scope scope) {
    if (scope.originalRequest instanceof Cancellable cancellable) {
      cancellable.cancel();
    }
  }
}
