package dev.caravan.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * How an answer goes out.
 *
 * @param perByte of {@link Manner#DRIP}: the wait between two bytes
 */
record Delivery(Reply reply, Manner manner, Duration perByte) {
  enum Manner {
    WHOLE,
    NONE,
    HALF,
    DRIP
  }

  static Delivery whole(Reply reply) {
    return new Delivery(reply, Manner.WHOLE, Duration.ZERO);
  }

  static Delivery none() {
    return new Delivery(Reply.empty(0), Manner.NONE, Duration.ZERO);
  }

  Delivery after(long millis) {
    return new Delivery(reply.after(Duration.ofMillis(millis)), manner, perByte);
  }

  /** The status for the log: 0 when no whole answer was sent. */
  int loggedStatus() {
    return manner == Manner.WHOLE || manner == Manner.DRIP ? reply.status() : 0;
  }

  void send(HttpExchange exchange) throws IOException, InterruptedException {
    Thread.sleep(reply.delay().toMillis());
    // Half of an empty answer is none.
    if (manner == Manner.NONE || (manner == Manner.HALF && reply.body().length == 0)) {
      exchange.close();
      return;
    }
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = reply.body();
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length == 0) {
      exchange.close();
      return;
    }
    OutputStream out = exchange.getResponseBody();
    switch (manner) {
      case HALF -> {
        out.write(Arrays.copyOf(body, body.length / 2));
        out.flush();
      }
      case DRIP -> {
        for (byte one : body) {
          out.write(one);
          out.flush();
          Thread.sleep(perByte.toMillis());
        }
      }
      default -> out.write(body);
    }
    exchange.close();
  }
}
