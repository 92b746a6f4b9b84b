package dev.caravan.call;

import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.proxy.Proxies;
import dev.caravan.text.Redaction;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
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
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * What camel-http lacks or does too much of: no silent retries, redirects or cookies; time-outs;
 * limits of headers; a deadline and a size for a whole answer. Bound as a bean, it customises the
 * http component by itself.
 *
 * <p>Thread-safe. To be closed after the context: it holds connections and a thread.
 */
public final class HttpGuard implements ComponentCustomizer, HttpClientConfigurer, AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout POOL = Timeout.ofSeconds(30);

  /** Shorter than the idle time of common load balancers, which cut silently. */
  private static final TimeValue CONNECTION_LIFE = TimeValue.ofSeconds(30);

  /** Policies of content security and cookies reach some KB; more than 3 MiB is no answer. */
  private static final Http1Config HEADERS =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 << 10).build();

  private static final int FEWEST_CONNECTIONS = 20;

  private final Accounts accounts;
  private final String agent;
  private final OriginAccounts origins;
  private final ProxyRoutes routes;
  private final WholeAnswer wholeAnswer;

  /** Reading whom TLS trusts takes its time: begun at once, needed when the first route starts. */
  private final CompletableFuture<PoolingHttpClientConnectionManager> connections;

  /** With the deadline of 5 minutes. */
  public HttpGuard(Accounts accounts, Proxies proxies, Redaction redaction, String version) {
    this(accounts, Set.of(), proxies, redaction, version);
  }

  /**
   * The same with webhooks, which are waited for less long.
   *
   * @param webhooks addresses that belong to no account
   */
  public HttpGuard(
      Accounts accounts, Set<URI> webhooks, Proxies proxies, Redaction redaction, String version) {
    this(accounts, webhooks, proxies, redaction, version, Duration.ofMinutes(5));
  }

  /**
   * @param redaction takes secrets out of what a proxy says
   * @param version of Caravan, for vendors who wonder who asks
   * @param deadline from the request's start to the answer's last byte
   */
  public HttpGuard(
      Accounts accounts, Proxies proxies, Redaction redaction, String version, Duration deadline) {
    this(accounts, Set.of(), proxies, redaction, version, deadline);
  }

  private HttpGuard(
      Accounts accounts,
      Set<URI> webhooks,
      Proxies proxies,
      Redaction redaction,
      String version,
      Duration deadline) {
    this.accounts = accounts;
    this.agent = "Caravan/" + version;
    this.origins = new OriginAccounts(accounts, webhooks);
    this.routes = new ProxyRoutes(proxies);
    this.wholeAnswer = new WholeAnswer(deadline, origins, routes, redaction);
    this.connections = CompletableFuture.supplyAsync(this::connections);
  }

  @Override
  public boolean isEnabled(String name, Component target) {
    return target instanceof HttpComponent;
  }

  @Override
  public void configure(String name, Component target) {
    HttpComponent http = (HttpComponent) target;
    http.setHttpClientConfigurer(this);
    http.setClientConnectionManager(connections.join());
    http.setAutomaticRetriesDisabled(true);
    http.setCookieManagementDisabled(true);
    http.setRedirectHandlingDisabled(true);
    http.setAuthCachingDisabled(true);
    http.setCopyHeaders(false);
    http.setUserAgent(agent);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableRedirectHandling()
        .disableAuthCaching()
        .setDefaultRequestConfig(requestConfig(origins.longestReadTimeout()))
        .setRoutePlanner(routes)
        .setRequestExecutor(
            HttpRequestExecutor.builder().withHttp1StreamListener(new InterimLimit()).build())
        .addExecInterceptorFirst("proxy-log-in", routes::logIn)
        .addExecInterceptorFirst("whole-answer", wholeAnswer)
        .addExecInterceptorFirst("read-timeout", this::withReadTimeout)
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(), "request-begins", WholeAnswer::begin);
  }

  /** Cuts off what is under way to webhooks; nobody waits for what they answer. */
  public void cutWebhooks() {
    wholeAnswer.cutWebhooks();
  }

  @Override
  public void close() {
    wholeAnswer.close();
    connections.join().close(CloseMode.IMMEDIATE);
  }

  private PoolingHttpClientConnectionManager connections() {
    int parallel = accounts.all().stream().mapToInt(Account::parallelCalls).sum();
    int most = Math.max(FEWEST_CONNECTIONS, parallel);
    AtomicLong made = new AtomicLong();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(
            socket -> CleanConnection.of("vendor-" + made.incrementAndGet(), HEADERS))
        .setMaxConnPerRoute(most)
        .setMaxConnTotal(most * 4)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setSocketTimeout(Timeout.of(origins.longestReadTimeout()))
                .setTimeToLive(CONNECTION_LIFE)
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .build();
  }

  private ClassicHttpResponse withReadTimeout(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setRequestConfig(requestConfig(origins.readTimeout(request)));
    return chain.proceed(request, scope);
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
