package dev.caravan.sandbox.atera;

import dev.caravan.sandbox.wire.AccessTokens;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.TooManyRequests;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** Credentials and the one limit of the account. Thread-safe. */
final class AteraAuth {
  private final InstantSource clock;
  private final Supplier<AteraSettings> settings;
  private final RollingWindow window;

  AteraAuth(InstantSource clock, Supplier<AteraSettings> settings, RollingWindow window) {
    this.clock = clock;
    this.settings = settings;
    this.window = window;
  }

  /** A missing, wrong or unsupported credential gets 401 with an empty body. */
  Admission admit(Request request) {
    if (!authentic(request)) {
      return Admission.refused(Reply.empty(401));
    }
    RollingWindow.Arrival arrival = window.arrive();
    return arrival.admitted() ? Admission.granted() : Admission.refused(tooMany(arrival));
  }

  /** The answer with the limit's headers where they are switched on. */
  Reply marked(Reply reply) {
    if (!settings.get().rateLimitHeaders()) {
      return reply;
    }
    RollingWindow.WindowUse use = window.use();
    return reply
        .with("X-RateLimit-Limit", String.valueOf(use.limit()))
        .with("X-RateLimit-Remaining", String.valueOf(Math.max(0, use.limit() - use.used())))
        .with("X-RateLimit-Reset", String.valueOf(use.windowMs() / 1000));
  }

  private boolean authentic(Request request) {
    AteraSettings now = settings.get();
    String key = request.header("x-api-key").orElse("");
    String token = AccessTokens.bearer(request);
    return (now.apiKeyHeader() && key.equals(now.apiKey()))
        || (now.bearer() && (token.equals(now.bearerToken()) || token.equals(now.apiKey())));
  }

  private Reply tooMany(RollingWindow.Arrival arrival) {
    AteraSettings now = settings.get();
    Reply reply = TooManyRequests.reply(now.retryAfter(), arrival.retryIn(), clock);
    if (now.rateLimitBody()) {
      Reply body =
          Reply.json(429, Map.of("Message", "Rate limit exceeded. Please try again later."));
      reply = reply.withBody(body.body()).with("Content-Type", "application/json");
    }
    return now.rateLimitHeaders()
        ? marked(reply)
            .with(
                "X-RateLimit-Reset",
                String.valueOf(TooManyRequests.wholeSeconds(arrival.retryIn())))
        : reply;
  }
}
