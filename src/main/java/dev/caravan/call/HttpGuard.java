package dev.caravan.call;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What camel-http lacks or does too much of: no silent retries, redirects or cookies; time-outs; a
 * deadline and a size for a whole answer. Bound as a bean, it customises the http component by
 * itself. An answer is read into memory here, so that no later step can block on the network.
 *
 * <p>Thread-safe. Closing it ends the watch thread.
 */
public final class HttpGuard implements ComponentCustomizer, HttpClientConfigurer, AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout POOL = Timeout.ofSeconds(30);

  /** Shorter than the idle time of common load balancers, which cut silently. */
  private static final TimeValue CONNECTION_LIFE = TimeValue.ofSeconds(30);

  /** Context attribute set when a connection stands and the request is about to be written. */
  private static final String BEGUN = "caravan.begun";

  private static final int FEWEST_CONNECTIONS = 20;

  private final Accounts accounts;
  private final Duration deadline;
  private final int mostBytes;
  private final ScheduledThreadPoolExecutor watch;

  /** With the deadline of 5 minutes and the size of 64 MiB. */
  public HttpGuard(Accounts accounts) {
    this(accounts, Duration.ofMinutes(5), 64 << 20);
  }

  /**
   * @param deadline from the request's start to the answer's last byte
   * @param mostBytes of an answer, decompressed
   */
  public HttpGuard(Accounts accounts, Duration deadline, int mostBytes) {
    this.accounts = accounts;
    this.deadline = deadline;
    this.mostBytes = mostBytes;
    this.watch =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "http-deadline");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
  }

  /** An answer that took too long or was too large. */
  static final class OverLimit extends IOException {
    OverLimit(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The request ended before its first byte was sent. */
  static final class NotBegun extends IOException {
    NotBegun(Exception cause) {
      super(cause);
    }
  }

  @Override
  public boolean isEnabled(String name, Component target) {
    return target instanceof HttpComponent;
  }

  @Override
  public void configure(String name, Component target) {
    HttpComponent http = (HttpComponent) target;
    http.setHttpClientConfigurer(this);
    http.setClientConnectionManager(connections());
    http.setAutomaticRetriesDisabled(true);
    http.setCookieManagementDisabled(true);
    http.setRedirectHandlingDisabled(true);
    http.setAuthCachingDisabled(true);
    http.setCopyHeaders(false);
    http.setUserAgent("Caravan");
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableRedirectHandling()
        .disableAuthCaching()
        .setDefaultRequestConfig(requestConfig(longestReadTimeout()))
        .addExecInterceptorFirst("whole-answer", this::execute)
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(),
            "request-begins",
            (request, scope, chain) -> {
              scope.clientContext.setAttribute(BEGUN, true);
              return chain.proceed(request, scope);
            });
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  private PoolingHttpClientConnectionManager connections() {
    int parallel = accounts.all().stream().mapToInt(Account::parallelCalls).sum();
    int most = Math.max(FEWEST_CONNECTIONS, parallel);
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnPerRoute(most)
        .setMaxConnTotal(most * 4)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setSocketTimeout(Timeout.of(longestReadTimeout()))
                .setTimeToLive(CONNECTION_LIFE)
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build())
        .build();
  }

  private ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setRequestConfig(requestConfig(readTimeout(request)));
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
      readIntoMemory(response, scope);
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
            ? new OverLimit(
                "no complete answer within %d ms".formatted(deadline.toMillis()), thrown)
            : thrown;
    if (!begun) {
      return new NotBegun(cause);
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private void readIntoMemory(ClassicHttpResponse response, ExecChain.Scope scope)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return;
    }
    try (InputStream content = entity.getContent()) {
      byte[] bytes = content == null ? new byte[0] : content.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        // Closing the stream alone would read the rest, however long it is.
        cancel(scope);
        throw new OverLimit("the answer is larger than %,d bytes".formatted(mostBytes), null);
      }
      response.setEntity(new ByteArrayEntity(bytes, null));
    }
  }

  /** Drops the connection. */
  private static void cancel(ExecChain.Scope scope) {
    if (scope.originalRequest instanceof Cancellable cancellable) {
      cancellable.cancel();
    }
  }

  /** The client does not know accounts; those whose base URL begins the address are meant. */
  private Duration readTimeout(ClassicHttpRequest request) {
    String address;
    try {
      address = request.getUri().toString();
    } catch (URISyntaxException notAnAddress) {
      return longestReadTimeout();
    }
    URI uri = URI.create(address);
    return accounts.all().stream()
        .filter(account -> account.sameOrigin(uri))
        .map(Account::readTimeout)
        .max(Duration::compareTo)
        .orElseGet(this::longestReadTimeout);
  }

  private Duration longestReadTimeout() {
    return accounts.all().stream()
        .map(Account::readTimeout)
        .max(Duration::compareTo)
        .orElse(Duration.ofSeconds(60));
  }

  private static RequestConfig requestConfig(Duration readTimeout) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(POOL)
        .setResponseTimeout(Timeout.of(readTimeout))
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .build();
  }
}
