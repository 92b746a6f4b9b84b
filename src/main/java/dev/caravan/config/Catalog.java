package dev.caravan.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every key there is, read from the resource {@code keys.yaml}. Immutable.
 *
 * @param global whole keys, such as {@code caravan.syncs}
 * @param account keys of every account, without its prefix
 * @param vendors the vendors by id
 * @param sync keys of every sync, without its name
 * @param syncs the shipped syncs
 */
public record Catalog(
    List<Key> global,
    List<Key> account,
    Map<String, Vendor> vendors,
    List<Key> sync,
    List<SyncEnds> syncs) {

  /**
   * A vendor.
   *
   * @param account the name of its default account
   * @param keys the keys of its accounts, without their prefix
   */
  public record Vendor(String id, String account, List<Key> keys) {}

  /** The catalog of this version. */
  public static Catalog shipped() {
    try (InputStream yaml = Catalog.class.getResourceAsStream("keys.yaml")) {
      Load load = new Load(LoadSettings.builder().setLabel("keys.yaml").build());
      return of(map(load.loadFromInputStream(Objects.requireNonNull(yaml))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keys of an account of that vendor; those of every account if the vendor is unknown. */
  public List<Key> keysOfAccount(String vendorId) {
    List<Key> keys = new ArrayList<>(account);
    Vendor vendor = vendors.get(vendorId);
    if (vendor != null) {
      keys.addAll(vendor.keys());
    }
    return keys;
  }

  private static Catalog of(Map<String, Object> root) {
    Map<String, Vendor> vendors = new LinkedHashMap<>();
    map(root.get("vendors"))
        .forEach(
            (id, value) -> {
              Map<String, Object> vendor = map(value);
              vendors.put(
                  id,
                  new Vendor(id, text(vendor, "account").orElseThrow(), keys(vendor.get("keys"))));
            });
    List<SyncEnds> syncs = new ArrayList<>();
    map(root.get("syncs"))
        .forEach(
            (name, ends) ->
                syncs.add(
                    new SyncEnds(name, name, text(ends, "source"), text(ends, "target"), false)));
    return new Catalog(
        keys(root.get("global")),
        keys(root.get("account")),
        vendors,
        keys(root.get("sync")),
        syncs);
  }

  private static List<Key> keys(@Nullable Object group) {
    return map(group).entrySet().stream().map(e -> key(e.getKey(), e.getValue())).toList();
  }

  private static Key key(String name, Object facts) {
    return new Key(
        name,
        Key.Type.valueOf(
            text(facts, "type").orElseThrow().toUpperCase(Locale.ROOT).replace('-', '_')),
        text(facts, "default"),
        text(facts, "least"),
        text(facts, "most"),
        map(facts).get("values") instanceof Collection<?> values
            ? values.stream().map(String::valueOf).toList()
            : List.of(),
        text(facts, "alias"),
        text(facts, "strip"),
        text(facts, "required"),
        text(facts, "unless"),
        text(facts, "only-for"),
        text(facts, "description").orElseThrow());
  }

  private static Optional<String> text(Object facts, String name) {
    return Optional.ofNullable(map(facts).get(name)).map(String::valueOf);
  }

  private static Map<String, Object> map(@Nullable Object node) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(node)).forEach((k, v) -> map.put((String) k, v));
    return map;
  }
}
