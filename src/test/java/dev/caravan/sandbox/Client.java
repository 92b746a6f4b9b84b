package dev.caravan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plain client of the sandbox, so that it is tested as it is used: over HTTP. */
final class Client {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;
  private final Map<String, String> headers;

  private Client(String base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  static Client of(Sandbox sandbox, String below) {
    return new Client(sandbox.uri() + below, Map.of());
  }

  /** A client of Datto with a token. */
  static Client datto(Sandbox sandbox) {
    Client bare = of(sandbox, "/datto");
    String token = bare.token("sandbox-key", "sandbox-secret").json().path("access_token").asText();
    return bare.with("Authorization", "Bearer " + token);
  }

  static Client atera(Sandbox sandbox) {
    return of(sandbox, "/atera").with("X-API-KEY", "sandbox-api-key");
  }

  static Client control(Sandbox sandbox) {
    return of(sandbox, "/control");
  }

  Client with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Client(base, more);
  }

  Answer token(String key, String secret) {
    String form =
        "grant_type=password&username=%s&password=%s"
            .formatted(
                URLEncoder.encode(key, StandardCharsets.UTF_8),
                URLEncoder.encode(secret, StandardCharsets.UTF_8));
    return with("Authorization", "Basic cHVibGljLWNsaWVudDpwdWJsaWM=").form(form);
  }

  Answer form(String form) {
    return with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", "/auth/oauth/token", form);
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, String json) {
    return with("Content-Type", "application/json").send("POST", path, json);
  }

  Answer put(String path, String json) {
    return with("Content-Type", "application/json").send("PUT", path, json);
  }

  Answer delete(String path) {
    return send("DELETE", path, null);
  }

  Answer send(String method, String path, String body) {
    try {
      return attempt(method, path, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #send}, with the cut connection as it comes. */
  Answer attempt(String method, String path, String body) throws IOException {
    URI uri = URI.create(path.startsWith("http") ? path : base + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
    headers.forEach(request::header);
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    List<String> texts(String array, String member) {
      List<String> texts = new ArrayList<>();
      Iterator<JsonNode> nodes = json().path(array).elements();
      nodes.forEachRemaining(node -> texts.add(node.path(member).asText()));
      return texts;
    }
  }
}
