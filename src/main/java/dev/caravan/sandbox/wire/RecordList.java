package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order in which a list shows them, kept as written JSON so that a page is only
 * joined, never written anew. Thread-safe.
 */
public final class RecordList {
  /**
   * One record.
   *
   * @param group what it belongs to (its site, its customer), for the lists by group
   */
  public record StoredRecord(String key, String group, byte[] json) {
    public ObjectNode object() {
      return Json.readObject(json);
    }
  }

  private final Map<String, Long> places = new HashMap<>();
  private final TreeMap<Long, StoredRecord> rows = new TreeMap<>();
  private @Nullable List<StoredRecord> snapshot;

  public synchronized void addFirst(StoredRecord row) {
    put(rows.isEmpty() ? 0 : rows.firstKey() - 1, row);
  }

  public synchronized void addLast(StoredRecord row) {
    put(rows.isEmpty() ? 0 : rows.lastKey() + 1, row);
  }

  /** Puts another record in the place of the one with that key. */
  public synchronized boolean replace(StoredRecord row) {
    Long place = places.get(row.key());
    if (place == null) {
      return false;
    }
    put(place, row);
    return true;
  }

  /** Changes a record in its place. */
  public synchronized boolean change(String key, Consumer<ObjectNode> change) {
    Optional<StoredRecord> row = get(key);
    row.ifPresent(
        before -> {
          ObjectNode object = before.object();
          change.accept(object);
          replace(new StoredRecord(key, before.group(), Json.bytes(object)));
        });
    return row.isPresent();
  }

  public synchronized Optional<StoredRecord> remove(String key) {
    Long place = places.remove(key);
    snapshot = null;
    return place == null ? Optional.empty() : Optional.ofNullable(rows.remove(place));
  }

  public synchronized Optional<StoredRecord> get(String key) {
    Long place = places.get(key);
    return place == null ? Optional.empty() : Optional.ofNullable(rows.get(place));
  }

  /** All records in order, as of now. */
  public synchronized List<StoredRecord> list() {
    List<StoredRecord> list = snapshot;
    if (list == null) {
      list = List.copyOf(rows.values());
      snapshot = list;
    }
    return list;
  }

  public List<StoredRecord> ofGroup(Collection<String> groups) {
    return list().stream().filter(row -> groups.contains(row.group())).toList();
  }

  public synchronized int size() {
    return rows.size();
  }

  public synchronized void clear() {
    places.clear();
    rows.clear();
    snapshot = null;
  }

  private void put(long place, StoredRecord row) {
    places.put(row.key(), place);
    rows.put(place, row);
    snapshot = null;
  }
}
