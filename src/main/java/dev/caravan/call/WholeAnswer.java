package dev.caravan.call;

import dev.caravan.account.Account;
import dev.caravan.proxy.HttpProxy;
import dev.caravan.text.Redaction;
import dev.caravan.thread.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.apache.hc.core5.http.HttpStatus;
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

  /** Of a webhook. */
  private static final Duration WEBHOOK = Duration.ofSeconds(20);

  /** Enough for its title or its sentence. */
  private static final int MOST_OF_A_PROXY = 10_000;

  private final Duration deadline;
  private final OriginAccounts origins;
  private final ProxyRoutes routes;
  private final Redaction redaction;
  private final ScheduledThreadPoolExecutor watch;

  /** What is under way to webhooks. */
  private final Set<ExecChain.Scope> toWebhooks = ConcurrentHashMap.newKeySet();

  WholeAnswer(Duration deadline, OriginAccounts origins, ProxyRoutes routes, Redaction redaction) {
    this.deadline = deadline;
    this.origins = origins;
    this.routes = routes;
    this.redaction = redaction;
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
    private final String way;

    /**
     * @param way the proxy that it was to go through; empty where there is none
     */
    NotBegun(Exception cause, String way) {
      super(cause);
      this.way = way;
    }

    /** What to say of the way that it was to take; may be empty. */
    String way() {
      return way.isEmpty() ? "" : " (through the proxy %s)".formatted(way);
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

  /** Drops what is under way to webhooks, and is not written down as sent then. */
  void cutWebhooks() {
    toWebhooks.forEach(WholeAnswer::cancel);
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
    boolean webhook = origins.isToWebhook(request);
    Duration longest = webhook ? WEBHOOK : deadline;
    ScheduledFuture<?> alarm =
        watch.schedule(
            () -> {
              late.set(true);
              cancel(scope);
            },
            longest.toMillis(),
            TimeUnit.MILLISECONDS);
    if (webhook) {
      toWebhooks.add(scope);
    }
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      Optional<HttpProxy> proxy = routes.of(scope.route);
      if (proxy.isPresent() && isTheProxys(response, scope)) {
        throw refusal(proxy.get(), response, scope);
      }
      readIntoMemory(response, scope, origins.mostPatient(request));
      return response;
    } catch (IOException | RuntimeException e) {
      throw explained(e, late.get() ? longest : null, scope);
    } finally {
      toWebhooks.remove(scope);
      alarm.cancel(false);
    }
  }

  private static boolean isBegun(ExecChain.Scope scope) {
    return scope.clientContext.getAttribute(BEGUN) != null;
  }

  /** Whether the vendor never saw it: what answered is not the vendor, whatever the status is. */
  private static boolean isTheProxys(ClassicHttpResponse response, ExecChain.Scope scope) {
    return !isBegun(scope)
        || (!scope.route.isTunnelled()
            && response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED);
  }

  private ProxyRefusal refusal(HttpProxy proxy, ClassicHttpResponse response, ExecChain.Scope scope)
      throws IOException {
    byte[] page = new byte[0];
    if (response.getEntity() != null) {
      try (InputStream content = response.getEntity().getContent()) {
        page = content == null ? page : content.readNBytes(MOST_OF_A_PROXY);
      }
    }
    cancel(scope);
    String said = ErrorText.of(new String(page, StandardCharsets.UTF_8), redaction);
    return new ProxyRefusal(proxy, response.getCode(), said);
  }

  /**
   * @param late after how long it was cut off; null where it was not
   */
  private IOException explained(Exception thrown, @Nullable Duration late, ExecChain.Scope scope) {
    Exception cause =
        late == null
            ? thrown
            : new DeadlineOver(
                "no complete answer within %d ms".formatted(late.toMillis()), thrown);
    if (thrown instanceof ProxyRefusal) {
      return new NotBegun(thrown, "");
    }
    if (!isBegun(scope) || thrown instanceof CleanConnection.Unasked) {
      return new NotBegun(cause, routes.of(scope.route).map(HttpProxy::toString).orElse(""));
    }
    if (cause instanceof UncheckedIOException unchecked) {
      return Objects.requireNonNull(unchecked.getCause());
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
      response.setEntity(new AnswerInMemory(bytes));
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

  /** Drops the connection. */
  private static void cancel(ExecChain.Scope scope) {
    if (scope.originalRequest instanceof Cancellable cancellable) {
      cancellable.cancel();
    }
  }
}
