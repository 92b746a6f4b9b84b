package dev.caravan.call;

import dev.caravan.proxy.HttpProxy;
import dev.caravan.proxy.Proxies;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Leads requests through the proxies that are configured, and tells those who asks. Its password
 * goes along at once: to be asked for it first would be answered like a vendor's refusal.
 * Thread-safe.
 */
final class ProxyRoutes extends DefaultRoutePlanner {
  private final Proxies proxies;

  ProxyRoutes(Proxies proxies) {
    super(null);
    this.proxies = proxies;
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
    return to(target)
        .map(proxy -> new HttpHost(proxy.scheme(), proxy.host(), proxy.port()))
        .orElse(null);
  }

  /** The proxy of a route, empty for one that leads straight to its target. */
  Optional<HttpProxy> of(HttpRoute route) {
    return route.getProxyHost() == null ? Optional.empty() : to(route.getTargetHost());
  }

  /** A link of the client's chain. */
  ClassicHttpResponse logIn(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    of(scope.route)
        .flatMap(HttpProxy::login)
        .ifPresent(
            login -> {
              BasicScheme basic = new BasicScheme();
              basic.initPreemptive(
                  new UsernamePasswordCredentials(login.user(), login.password().toCharArray()));
              scope.clientContext.getAuthExchange(scope.route.getProxyHost()).select(basic);
            });
    return chain.proceed(request, scope);
  }

  private Optional<HttpProxy> to(HttpHost target) {
    return proxies.to(target.getSchemeName(), target.getHostName(), target.getPort());
  }
}
