package dev.caravan.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests to a vendor: admission first, then a fault that waits for this request, then the
 * vendor's answer. Thread-safe.
 */
public final class AccountHandler implements HttpHandler {
  private final SimulatedAccount<?> account;
  private final Faults faults;
  private final RequestLog log;
  private final InstantSource clock;

  public AccountHandler(
      SimulatedAccount<?> account, Faults faults, RequestLog log, InstantSource clock) {
    this.account = account;
    this.faults = faults;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Instant at = clock.instant();
    Request request = Request.read(exchange, account.prefix());
    Admission admission = account.admit(request);
    Optional<Fault> fault =
        admission.refusal() == null ? faults.meet(account.prefix(), request) : Optional.empty();
    Delivery delivery =
        delivery(request, admission, fault.orElse(null)).after(admission.delay().toMillis());
    log.add(at, account.prefix(), request, delivery.loggedStatus(), fault.orElse(null));
    try {
      delivery.send(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private Delivery delivery(Request request, Admission admission, @Nullable Fault fault) {
    Reply refusal = admission.refusal();
    if (refusal != null) {
      return Delivery.whole(refusal);
    }
    try {
      return fault == null
          ? Delivery.whole(account.answer(request))
          : FaultInjection.deliver(fault, account, request);
    } catch (RuntimeException e) {
      // A fault of the sandbox itself: it must be seen as one, not as a vendor that hung up.
      return Delivery.whole(Reply.json(500, Map.of("sandboxError", String.valueOf(e))));
    }
  }
}
