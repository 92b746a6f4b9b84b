package dev.caravan.call;

import java.net.URI;

/**
 * A request as failures name it: without its query, which may hold personal data.
 *
 * @param path the path of the address alone
 */
public record Attempt(String account, String method, String path) {
  static Attempt at(String account, String method, String url) {
    return new Attempt(account, method, URI.create(url).getPath());
  }

  @Override
  public String toString() {
    return "%s: %s %s".formatted(account, method, path.isEmpty() ? "/" : path);
  }
}
