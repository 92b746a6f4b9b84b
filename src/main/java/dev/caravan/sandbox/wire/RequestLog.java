package dev.caravan.sandbox.wire;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What arrived and what was answered: the latest 10,000 requests in full, counts and header names
 * of all. An entry is there before its answer is sent. Thread-safe.
 */
public final class RequestLog {
  private static final int KEPT = 10_000;

  /**
   * One request.
   *
   * @param path below the prefix, without the query
   * @param status 0 when no whole answer was sent
   * @param fault the kind of the fault that it met
   * @param headers by lower-case name
   */
  public record LoggedRequest(
      long number,
      Instant at,
      String vendor,
      String method,
      String path,
      String query,
      int status,
      @Nullable String fault,
      Map<String, List<String>> headers,
      String body) {
    private static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "cookie");

    /** The same without credentials, for showing: somebody may send real ones by mistake. */
    public LoggedRequest masked() {
      Map<String, List<String>> shown = new TreeMap<>(headers);
      shown.replaceAll((name, values) -> CREDENTIALS.contains(name) ? List.of("(masked)") : values);
      String text = path.contains("token") ? "(masked)" : body;
      return new LoggedRequest(number, at, vendor, method, path, query, status, fault, shown, text);
    }
  }

  private final ArrayDeque<LoggedRequest> entries = new ArrayDeque<>();
  private final Map<String, Map<String, Long>> statuses = new TreeMap<>();
  private final Map<String, TreeSet<String>> headerNames = new TreeMap<>();
  private long numbered;

  synchronized void add(
      Instant at, String vendor, Request request, int status, @Nullable Fault fault) {
    entries.addLast(
        new LoggedRequest(
            ++numbered,
            at,
            vendor,
            request.method(),
            request.path(),
            request.rawQuery(),
            status,
            fault == null ? null : fault.kind().name(),
            request.headers(),
            request.text()));
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
    statuses
        .computeIfAbsent(vendor, unused -> new TreeMap<>())
        .merge(status == 0 ? "cut" : String.valueOf(status), 1L, Long::sum);
    headerNames
        .computeIfAbsent(vendor, unused -> new TreeSet<>())
        .addAll(request.headers().keySet());
  }

  /** The kept entries, oldest first. */
  public synchronized List<LoggedRequest> entries() {
    return List.copyOf(entries);
  }

  public List<LoggedRequest> entries(Predicate<LoggedRequest> wanted) {
    return entries().stream().filter(wanted).toList();
  }

  /** The requests of one vendor with that method whose path begins so. */
  public List<LoggedRequest> entries(String vendor, String method, String pathStart) {
    return entries(
        entry ->
            entry.vendor().equals(vendor)
                && entry.method().equals(method)
                && entry.path().startsWith(pathStart));
  }

  /** Requests by vendor and status (or {@code cut}), of all that arrived since the reset. */
  public synchronized Map<String, Map<String, Long>> statuses() {
    Map<String, Map<String, Long>> copy = new TreeMap<>();
    statuses.forEach((vendor, counts) -> copy.put(vendor, new TreeMap<>(counts)));
    return copy;
  }

  /** All requests of one vendor since the reset. */
  public synchronized long total(String vendor) {
    return statuses.getOrDefault(vendor, Map.of()).values().stream().mapToLong(n -> n).sum();
  }

  /** Every header name that each vendor has received, in lower case. */
  public synchronized Map<String, TreeSet<String>> headerNames() {
    Map<String, TreeSet<String>> copy = new TreeMap<>();
    headerNames.forEach((vendor, names) -> copy.put(vendor, new TreeSet<>(names)));
    return copy;
  }

  public synchronized void clear() {
    entries.clear();
    statuses.clear();
    headerNames.clear();
  }
}
