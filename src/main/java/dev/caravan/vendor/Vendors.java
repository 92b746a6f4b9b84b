package dev.caravan.vendor;

import dev.caravan.text.Flaw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vendors that there are folders of. Immutable.
 *
 * @param byId in the order of their ids
 * @param flaws what is wrong with their files
 */
public record Vendors(Map<String, Vendor> byId, List<Flaw> flaws) {
  /** The file that makes a folder a vendor's. */
  public static final String DESCRIPTORS = "vendors/*/vendor.yaml";

  /** Reads every descriptor, and of the routes beside it what limits the calls. */
  public static Vendors in(RouteFolders routes) {
    Map<String, Vendor> byId = new LinkedHashMap<>();
    Map<String, String> ofAccount = new LinkedHashMap<>();
    List<Flaw> flaws = new ArrayList<>();
    for (Path file : routes.files(DESCRIPTORS)) {
      String id = RouteFolders.folderOf(file);
      BucketLines lines =
          routes
              .find("vendors/%1$s/%1$s.camel.yaml".formatted(id))
              .map(camel -> BucketLines.read(camel, flaws))
              .orElse(BucketLines.none());
      new DescriptorReader(file, flaws)
          .read(lines)
          .ifPresent(
              vendor -> {
                byId.put(id, vendor);
                String other = ofAccount.putIfAbsent(vendor.account(), id);
                if (other != null) {
                  flaws.add(
                      new Flaw(
                          file,
                          1,
                          "calls its account %s, as %s does".formatted(vendor.account(), other),
                          "give it another"));
                }
              });
    }
    return new Vendors(byId, List.copyOf(flaws));
  }

  /** Empty when there is no such vendor. */
  public Optional<Vendor> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<Vendor> all() {
    return byId.values();
  }
}
