package dev.caravan.sandbox.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the handler of a method and path. Built once, then read by all threads. */
public final class Router {
  /**
   * Does what one route stands for; {@code parts} are the decoded variable segments. The answer is
   * a {@link Reply}, whether something was there to be done, or what is written as JSON.
   */
  @FunctionalInterface
  public interface Handler {
    Object handle(Request request, List<String> parts);
  }

  private record Route(String method, Pattern path, Handler handler) {}

  private final List<Route> routes = new ArrayList<>();

  public void get(String template, Handler handler) {
    on("GET", template, handler);
  }

  public void post(String template, Handler handler) {
    on("POST", template, handler);
  }

  public void put(String template, Handler handler) {
    on("PUT", template, handler);
  }

  public void delete(String template, Handler handler) {
    on("DELETE", template, handler);
  }

  /** Adds a route; segments in braces are variable: {@code /api/v2/site/{uid}/devices}. */
  private void on(String method, String template, Handler handler) {
    StringBuilder regex = new StringBuilder();
    for (String segment : template.substring(1).split("/")) {
      regex.append('/').append(segment.startsWith("{") ? "([^/]+)" : Pattern.quote(segment));
    }
    routes.add(new Route(method, Pattern.compile(regex.toString()), handler));
  }

  /**
   * The answer of the route; empty when no route has that path, 405 when only the method differs.
   */
  public Optional<Reply> route(Request request) {
    boolean known = false;
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(request.path());
      if (!matcher.matches()) {
        continue;
      }
      known = true;
      if (route.method().equals(request.method())) {
        return Optional.of(answer(route, request, matcher));
      }
    }
    return known ? Optional.of(Reply.empty(405)) : Optional.empty();
  }

  private static Reply answer(Route route, Request request, Matcher matcher) {
    List<String> parts = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      parts.add(Request.decode(matcher.group(i)));
    }
    try {
      return reply(route.handler().handle(request, parts));
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  private static Reply reply(Object answer) {
    if (answer instanceof Reply reply) {
      return reply;
    }
    if (answer instanceof Boolean done) {
      return done
          ? Reply.json(200, Map.of("done", true))
          : Reply.json(404, Map.of("error", "nothing with that name or id"));
    }
    return Reply.json(200, answer);
  }
}
