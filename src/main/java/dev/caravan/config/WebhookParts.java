package dev.caravan.config;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/** The parts of a webhook's address that let whoever knows them write. Pure. */
final class WebhookParts {
  /** Shorter ones are words such as {@code services} or {@code workflows}. */
  private static final int SHORTEST = 12;

  private WebhookParts() {}

  /** All of it, what follows the host, and each longer part of that. */
  static Set<String> of(String url) {
    Set<String> parts = new LinkedHashSet<>();
    parts.add(url);
    URI uri = URI.create(url);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    if (path.length() + query.length() >= SHORTEST) {
      parts.add(query.isEmpty() ? path : path + "?" + query);
    }
    for (String part : (path + "/" + query).split("[/?&=]")) {
      if (part.length() >= SHORTEST) {
        parts.add(part);
      }
    }
    return parts;
  }
}
