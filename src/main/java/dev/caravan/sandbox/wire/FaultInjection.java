package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Carries a fault out. */
final class FaultInjection {
  private static final String LOGIN_PAGE =
      "<!DOCTYPE html><html><head><title>Log in</title></head><body>"
          + "<form action=\"/login\" method=\"post\"><input name=\"user\"></form></body></html>";
  private static final String ERROR_PAGE =
      "<html><head><title>%d</title></head><body><h1>%d</h1><p>The gateway gave"
          + " up.</p></body></html>";

  private FaultInjection() {}

  static Delivery deliver(Fault fault, SimulatedAccount<?> account, Request request) {
    Delivery delivery = broken(fault, account, request);
    return fault.kind() == Fault.Kind.DRIP ? delivery : delivery.after(fault.delayMs());
  }

  private static Delivery broken(Fault fault, SimulatedAccount<?> account, Request request) {
    return switch (fault.kind()) {
      case CUT_BEFORE -> Delivery.none();
      case STATUS -> Delivery.whole(status(fault));
      case HTML -> Delivery.whole(with(fault.headers(), Reply.html(200, LOGIN_PAGE)));
      case REDIRECT ->
          Delivery.whole(
              with(
                  fault.headers(),
                  Reply.empty(fault.status() == 0 ? 302 : fault.status())
                      .with("Location", address(fault, request))));
      case SLOW -> slow(fault, account, request);
      case BATCH_HALF -> {
        account.answer(request.withBody(firstHalf(request.body())));
        yield Delivery.none();
      }
      default -> done(fault, account, request, account.answer(request));
    };
  }

  private static Delivery done(
      Fault fault, SimulatedAccount<?> account, Request request, Reply answer) {
    return switch (fault.kind()) {
      case ANSWER_LOST -> Delivery.none();
      case CUT_MIDDLE -> new Delivery(answer, Delivery.Manner.HALF, Duration.ZERO);
      case STATUS_AFTER_COMMIT -> Delivery.whole(error(fault));
      case EMPTY_LIST -> Delivery.whole(PageFaults.emptied(answer));
      case MISSING_ARRAY -> Delivery.whole(PageFaults.withoutArray(answer));
      case MALFORMED_JSON ->
          Delivery.whole(answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2)));
      case DRIP -> new Delivery(answer, Delivery.Manner.DRIP, Duration.ofMillis(fault.delayMs()));
      case NEXT_LINK -> Delivery.whole(PageFaults.withNext(answer, address(fault, request)));
      case ROWS_MOVE -> {
        account.moveRows(request, fault.insert());
        yield Delivery.whole(answer);
      }
      case GZIP -> Delivery.whole(gzip(answer));
      default -> throw new IllegalStateException("not after the answer: " + fault.kind());
    };
  }

  private static Delivery slow(Fault fault, SimulatedAccount<?> account, Request request) {
    return Boolean.FALSE.equals(fault.apply())
        ? Delivery.none()
        : Delivery.whole(account.answer(request));
  }

  /** The first half of an array; anything else whole. */
  private static byte[] firstHalf(byte[] body) {
    if (!(Json.read(body) instanceof ArrayNode items)) {
      return body;
    }
    int half = (items.size() + 1) / 2;
    while (items.size() > half) {
      items.remove(items.size() - 1);
    }
    return Json.bytes(items);
  }

  private static Reply status(Fault fault) {
    int status = fault.status() == 0 ? 503 : fault.status();
    return with(fault.headers(), body(fault).orElse(Reply.empty(status)));
  }

  private static Reply error(Fault fault) {
    int status = fault.status() == 0 ? 502 : fault.status();
    return with(
        fault.headers(),
        body(fault).orElse(Reply.html(status, ERROR_PAGE.formatted(status, status))));
  }

  private static Optional<Reply> body(Fault fault) {
    int status = fault.status() == 0 ? 503 : fault.status();
    String type = fault.contentType() == null ? "application/json" : fault.contentType();
    return Optional.ofNullable(fault.body())
        .map(text -> Reply.of(status, type, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Reply with(Map<String, String> headers, Reply reply) {
    Reply more = reply;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      more = more.with(header.getKey(), header.getValue());
    }
    return more;
  }

  private static String address(Fault fault, Request request) {
    String url = fault.url() == null ? "self" : fault.url();
    return url.equals("self") ? request.base() + request.target() : url;
  }

  private static Reply gzip(Reply answer) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.withBody(compressed.toByteArray()).with("Content-Encoding", "gzip");
  }
}
