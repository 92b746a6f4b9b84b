package dev.caravan.config;

import dev.caravan.text.YamlNode;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.KeyReader;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Every key there is: those of no vendor, read from the resource {@code keys.yaml}, and those of
 * the vendors' descriptors. Immutable.
 *
 * @param global whole keys, such as {@code caravan.syncs}
 * @param account keys of every account, without its prefix
 * @param sync keys of every sync, without its name
 * @param notifier keys of every notify Pipe, without its name
 */
public record Catalog(
    List<Key> global, List<Key> account, List<Key> sync, List<Key> notifier, Vendors descriptors) {
  private static final String FILE = "keys.yaml";
  private static final String VENDOR = "vendor";

  /** The catalog of this version with the vendors in these folders. */
  public static Catalog of(RouteFolders routes) {
    YamlNode root = YamlNode.of(resource());
    Vendors vendors = Vendors.in(routes);
    List<String> ids = List.copyOf(vendors.byId().keySet());
    return new Catalog(
        KeyReader.keys(FILE, root.at("global")),
        KeyReader.keys(FILE, root.at("account")).stream()
            .map(key -> key.name().equals(VENDOR) ? key.oneOf(ids) : key)
            .toList(),
        KeyReader.keys(FILE, root.at("sync")),
        KeyReader.keys(FILE, root.at("notify")),
        vendors);
  }

  private static String resource() {
    try (InputStream yaml = Catalog.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The vendors by id. */
  public Map<String, Vendor> vendors() {
    return descriptors.byId();
  }

  /** The syncs that this version knows of, with a Pipe or without. */
  public List<SyncEnds> syncs() {
    List<SyncEnds> syncs = new ArrayList<>();
    for (Vendor source : descriptors.all()) {
      source
          .syncs()
          .forEach(
              (name, target) ->
                  syncs.add(
                      new SyncEnds(
                          name, name, Optional.of(source.id()), Optional.of(target), false)));
    }
    return syncs;
  }

  /** The keys of an account of that vendor; those of every account if the vendor is unknown. */
  public List<Key> keysOfAccount(String vendorId) {
    List<Key> keys = new ArrayList<>(account);
    descriptors.find(vendorId).ifPresent(vendor -> keys.addAll(vendor.keys()));
    return keys;
  }

  /** The keys of a sync: those of every sync, and what the vendors at its ends add. */
  public List<Key> keysOfSync(SyncEnds ends) {
    List<Key> keys = new ArrayList<>(sync);
    ends.sourceVendor()
        .flatMap(descriptors::find)
        .ifPresent(vendor -> keys.addAll(vendor.source().keys()));
    ends.targetVendor()
        .flatMap(descriptors::find)
        .ifPresent(vendor -> keys.addAll(vendor.target().keys()));
    return keys;
  }
}
