package dev.caravan.vendorcontract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A help desk that nobody has, on a port of its own: alerts, tickets with notes, numbered pages.
 */
final class Deskly implements AutoCloseable {
  static final String TOKEN = "deskly-token-0123456789";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, ObjectNode> alerts = new LinkedHashMap<>();
  private final Map<String, ObjectNode> tickets = new LinkedHashMap<>();
  private final Map<String, ArrayNode> notes = new LinkedHashMap<>();
  private int next = 1;

  /** The next ticket is opened, and nobody is told. */
  private boolean losesAnswer;

  Deskly() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void opens(String id, String machine, String what) {
    ObjectNode alert = JSON.createObjectNode().put("id", id).put("customer", "Acme");
    alert.put("machine", machine).put("what", what).put("level", "major");
    alerts.put(id, alert.put("since", "2026-11-20T09:00:00Z").putNull("ended"));
  }

  synchronized void ends(String id) {
    alerts.get(id).put("ended", "2026-11-20T10:00:00Z");
  }

  synchronized void assigns(String id, String person) {
    tickets.get(id).put("assignee", person);
  }

  synchronized void losesTheNextAnswer() {
    losesAnswer = true;
  }

  synchronized List<ObjectNode> tickets() {
    return tickets.values().stream().map(ObjectNode::deepCopy).toList();
  }

  synchronized List<String> notesOf(String ticket) {
    List<String> texts = new ArrayList<>();
    notes
        .getOrDefault(ticket, JSON.createArrayNode())
        .forEach(n -> texts.add(n.path("text").asText()));
    return texts;
  }

  private void handle(HttpExchange call) throws IOException {
    try (call) {
      JsonNode body = JSON.readTree(call.getRequestBody().readAllBytes());
      JsonNode answer = answer(call, body);
      boolean lost = lost(call);
      byte[] bytes = JSON.writeValueAsBytes(answer);
      if (!lost) {
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(answer.path("status").asInt(200), bytes.length);
        call.getResponseBody().write(bytes);
      }
    }
  }

  private synchronized boolean lost(HttpExchange call) {
    boolean create =
        call.getRequestMethod().equals("POST")
            && call.getRequestURI().getPath().endsWith("/tickets");
    boolean lost = losesAnswer && create;
    losesAnswer &= !create;
    return lost;
  }

  private synchronized JsonNode answer(HttpExchange call, JsonNode body) {
    if (!("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))) {
      return JSON.createObjectNode().put("status", 401);
    }
    List<String> path = Arrays.asList(call.getRequestURI().getPath().substring(5).split("/"));
    String asked = call.getRequestMethod() + " " + path.get(0) + " " + path.size();
    ObjectNode missing = JSON.createObjectNode().put("status", 404);
    return switch (asked) {
      case "GET me 1" -> JSON.createObjectNode().put("tenant", "invented");
      case "GET alerts 1" ->
          page(call, alerts.values().stream().filter(a -> a.path("ended").isNull()).toList());
      case "GET alerts 2" -> alerts.getOrDefault(path.get(1), missing);
      case "GET tickets 1" -> page(call, tickets.values());
      case "GET tickets 2" -> tickets.getOrDefault(path.get(1), missing);
      case "POST tickets 1" -> opened((ObjectNode) body);
      case "PATCH tickets 2" -> tickets.get(path.get(1)).setAll((ObjectNode) body);
      case "GET tickets 3" ->
          page(call, list(notes.getOrDefault(path.get(1), JSON.createArrayNode())));
      case "POST tickets 3" -> noted(path.get(1), body);
      default -> missing;
    };
  }

  private ObjectNode opened(ObjectNode ticket) {
    ticket.put("id", "T-" + next).put("number", next++).putNull("assignee");
    tickets.put(ticket.path("id").asText(), ticket);
    return ticket;
  }

  private JsonNode noted(String ticket, JsonNode note) {
    notes.computeIfAbsent(ticket, any -> JSON.createArrayNode()).add(note);
    return note;
  }

  private static List<JsonNode> list(ArrayNode rows) {
    List<JsonNode> list = new ArrayList<>();
    rows.forEach(list::add);
    return list;
  }

  private static ObjectNode page(HttpExchange call, Collection<? extends JsonNode> all) {
    int page = number(call.getRequestURI(), "page", 1);
    int size = number(call.getRequestURI(), "per_page", 50);
    ObjectNode answer = JSON.createObjectNode().put("total", all.size());
    answer.put("pages", Math.max(1, (all.size() + size - 1) / size));
    ArrayNode rows = answer.putArray("rows");
    all.stream().skip((page - 1L) * size).limit(size).forEach(row -> rows.add(row.deepCopy()));
    return answer;
  }

  private static int number(URI uri, String name, int otherwise) {
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> Integer.parseInt(part.substring(name.length() + 1)))
        .findFirst()
        .orElse(otherwise);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
