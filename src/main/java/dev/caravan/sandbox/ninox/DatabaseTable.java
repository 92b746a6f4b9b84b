package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.ninox.TableRow.View;
import dev.caravan.sandbox.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One table: its columns and its rows by id and by change number. Thread-safe. */
final class DatabaseTable {
  private final String id;
  private final String name;
  private final InstantSource clock;

  /** Counts the changes of the whole database. */
  private final AtomicLong sequence;

  /** A removed column leaves its place empty, so that values keep theirs. */
  private final List<@Nullable Field> fields = new ArrayList<>();

  private final Map<String, Integer> places = new HashMap<>();
  private final TreeMap<Long, TableRow> rows = new TreeMap<>();
  private final TreeMap<Long, TableRow> bySequence = new TreeMap<>();

  DatabaseTable(
      String id, String name, List<Field> fields, InstantSource clock, AtomicLong sequence) {
    this.id = id;
    this.name = name;
    this.clock = clock;
    this.sequence = sequence;
    fields.forEach(this::addField);
  }

  /**
   * What a write does to one row.
   *
   * @param id absent for a new row
   * @param upsert a row with that id is made if there is none
   * @param values by place
   */
  record Write(@Nullable Long id, boolean upsert, Map<Integer, Optional<JsonNode>> values) {}

  boolean isCalled(String word) {
    return id.equals(word) || name.equals(word);
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  synchronized void addField(Field field) {
    places.put(field.name(), fields.size());
    places.put(field.id(), fields.size());
    fields.add(field);
  }

  synchronized boolean removeField(String word) {
    Integer place = places.get(word);
    if (place == null || fields.set(place, null) == null) {
      return false;
    }
    return places.values().removeIf(place::equals);
  }

  synchronized List<Field> fields() {
    return fields.stream().flatMap(Stream::ofNullable).toList();
  }

  synchronized ObjectNode schema() {
    ObjectNode json = Json.object().put("id", id).put("name", name);
    ArrayNode all = json.putArray("fields");
    fields.stream().filter(field -> field != null).forEach(field -> all.add(field.json()));
    return json;
  }

  /** The column with that name or id and its place. */
  synchronized Optional<Map.Entry<Integer, Field>> field(String word) {
    Integer place = places.get(word);
    Field field = place == null ? null : fields.get(place);
    return field == null ? Optional.empty() : Optional.of(Map.entry(place, field));
  }

  synchronized boolean has(long rowId) {
    return rows.containsKey(rowId);
  }

  synchronized int size() {
    return rows.size();
  }

  /** Does all writes at once; the rows as they are then. */
  synchronized List<ObjectNode> write(List<Write> writes) {
    Instant now = clock.instant();
    List<ObjectNode> written = new ArrayList<>();
    for (Write write : writes) {
      long rowId = write.id() == null ? (rows.isEmpty() ? 1 : rows.lastKey() + 1) : write.id();
      TableRow row = rows.computeIfAbsent(rowId, key -> new TableRow(key, now, fields.size()));
      write.values().forEach((place, value) -> row.set(place, value.orElse(null)));
      bySequence.remove(row.sequence);
      row.touched(now, sequence.incrementAndGet());
      bySequence.put(row.sequence, row);
      written.add(row.json(fields, View.NAMES));
    }
    return written;
  }

  synchronized boolean delete(long rowId) {
    TableRow row = rows.remove(rowId);
    if (row != null) {
      bySequence.remove(row.sequence);
      sequence.incrementAndGet();
    }
    return row != null;
  }

  synchronized Optional<ObjectNode> row(long rowId, View view) {
    return Optional.ofNullable(rows.get(rowId)).map(row -> row.json(fields, view));
  }

  synchronized void clear() {
    rows.clear();
    bySequence.clear();
  }

  /** Which rows a list shows, and in which order. */
  record Selection(
      long sinceId,
      long sinceSequence,
      boolean latestFirst,
      boolean newestFirst,
      @Nullable String order,
      boolean descending,
      Map<String, JsonNode> filters) {
    static final Selection ALL = new Selection(0, -1, false, false, null, false, Map.of());
  }

  /** One page of a selection, as written JSON. */
  synchronized List<byte[]> page(Selection wanted, View view, long skip, long most) {
    return selected(wanted)
        .skip(skip)
        .limit(most)
        .map(row -> Json.bytes(row.json(fields, view)))
        .toList();
  }

  synchronized List<ObjectNode> list(Selection wanted, View view, long most) {
    return selected(wanted).limit(most).map(row -> row.json(fields, view)).toList();
  }

  synchronized long count(Selection wanted) {
    return selected(wanted).count();
  }

  private Stream<TableRow> selected(Selection wanted) {
    Predicate<TableRow> fits =
        row -> row.id > wanted.sinceId() && row.sequence > wanted.sinceSequence();
    for (Map.Entry<String, JsonNode> filter : wanted.filters().entrySet()) {
      fits = fits.and(row -> equal(row, filter.getKey(), filter.getValue()));
    }
    Stream<TableRow> stream = inOrder(wanted).filter(fits);
    Integer place = wanted.order() == null ? null : places.get(wanted.order());
    if (place == null) {
      return stream;
    }
    Comparator<TableRow> order =
        Comparator.comparing(row -> row.get(place) == null ? "" : String.valueOf(row.get(place)));
    return stream.sorted(wanted.descending() ? order.reversed() : order);
  }

  private Stream<TableRow> inOrder(Selection wanted) {
    Collection<TableRow> all;
    if (wanted.latestFirst()) {
      all = bySequence.tailMap(wanted.sinceSequence(), false).descendingMap().values();
    } else if (wanted.newestFirst() || (wanted.descending() && wanted.order() == null)) {
      all = rows.tailMap(wanted.sinceId(), false).descendingMap().values();
    } else {
      all = rows.tailMap(wanted.sinceId(), false).values();
    }
    return all.stream();
  }

  private boolean equal(TableRow row, String word, JsonNode wanted) {
    Integer place = places.get(word);
    Field field = place == null ? null : fields.get(place);
    JsonNode value = place == null ? null : row.get(place);
    if (field == null || value == null) {
      return false;
    }
    return value.asText().equals(wanted.asText())
        || ColumnValues.show(field, value, false).asText().equals(wanted.asText());
  }
}
