package dev.caravan.sandbox.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the handler of a method and path. Built once, then read by all threads. */
public final class Router {
  /** Does what one route stands for; {@code parts} are the decoded variable segments. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request, List<String> parts);
  }

  private record Route(String method, Pattern path, Handler handler) {}

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route; segments in braces are variable: {@code /api/v2/site/{uid}/devices}. */
  public Router on(String method, String template, Handler handler) {
    StringBuilder regex = new StringBuilder();
    for (String segment : template.substring(1).split("/")) {
      regex.append('/').append(segment.startsWith("{") ? "([^/]+)" : Pattern.quote(segment));
    }
    routes.add(new Route(method, Pattern.compile(regex.toString()), handler));
    return this;
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
      return route.handler().handle(request, parts);
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }
}
