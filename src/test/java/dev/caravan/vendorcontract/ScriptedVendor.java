package dev.caravan.vendorcontract;

import dev.caravan.account.Account;
import dev.caravan.call.VendorServer;
import dev.caravan.call.VendorServer.ScriptedAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;

/** One vendor's routes and the server that they call. */
final class ScriptedVendor {
  final Account account;
  final VendorLines lines;
  final VendorServer server;
  private final ProducerTemplate template;
  private final AtomicInteger tokens = new AtomicInteger();

  ScriptedVendor(
      Account account, VendorLines lines, VendorServer server, ProducerTemplate template) {
    this.account = account;
    this.lines = lines;
    this.server = server;
    this.template = template;
    account.optional("token-path").ifPresent(server::tokensAt);
  }

  String id() {
    return account.vendor();
  }

  /** Nothing was asked yet; every token is given at once, and every call is answered. */
  ScriptedVendor anew() {
    server.anew();
    return answering(VendorServer.status(200, "{}"), Duration.ZERO);
  }

  /** All calls are answered so, and a token takes so long. */
  ScriptedVendor answering(ScriptedAnswer calls, Duration tokenTakes) {
    server.otherwise(
        exchange -> {
          boolean token =
              exchange.getRequestURI().getPath().equals(account.settings().get("token-path"));
          if (token) {
            pause(tokenTakes);
          }
          (token ? token() : calls).to(exchange);
        });
    return this;
  }

  private ScriptedAnswer token() {
    return VendorServer.status(
        200,
        "{\"access_token\":\"token-%d-of-%s\",\"expires_in\":3600}"
            .formatted(tokens.incrementAndGet(), id()));
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The exchange after a read: its answer or its failure. */
  Exchange read() {
    return send("direct:" + id() + "-read", "GET", url("/some/path"));
  }

  Exchange write(String address) {
    return send(address, "POST", url("/some/path"));
  }

  Exchange write() {
    return write(lines.writes().get(0));
  }

  Exchange send(String address, String method, String url) {
    return send(exchange(), address, method, url);
  }

  /** The same with an exchange that has a history. */
  Exchange send(Exchange exchange, String address, String method, String url) {
    Map.of("account", account.name(), "method", method, "url", url, "priority", "alerts")
        .forEach(exchange::setVariable);
    exchange.getMessage().setBody(method.equals("GET") ? null : "{}");
    return template.send(address, exchange);
  }

  /** Reads the listing that begins there. */
  Exchange list(ScriptedPages pages) {
    Exchange exchange = exchange();
    exchange.setVariable("collection", pages.records());
    return send(
        exchange, "direct:%s-contract-%s".formatted(id(), pages.name()), "GET", pages.first());
  }

  ScriptedPages pages() {
    return pages(lines.paging());
  }

  /** Those of another of its ways of paging. */
  ScriptedPages pages(Map<String, String> paging) {
    return new ScriptedPages(paging, url("/some/list"));
  }

  Exchange exchange() {
    return ExchangeBuilder.anExchange(template.getCamelContext()).build();
  }

  String url(String path) {
    return account.baseUrl() + path;
  }
}
