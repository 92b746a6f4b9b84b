package dev.caravan.vendor;

import dev.caravan.text.Flaw;
import dev.caravan.text.YamlNode;
import dev.caravan.vendor.AccountQuestion.Count;
import dev.caravan.vendor.AccountQuestion.Explained;
import dev.caravan.vendor.Limits.Block;
import dev.caravan.vendor.Vendor.Comments;
import dev.caravan.vendor.Vendor.SyncEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads one {@code vendor.yaml}; what is wrong with it is said, and the rest is read all the same.
 */
final class DescriptorReader {
  private static final String PER_MINUTE = "s-per-minute";
  private static final String ONE_FOR_ALL = "requests";

  private final Path file;
  private final List<Flaw> flaws;

  DescriptorReader(Path file, List<Flaw> flaws) {
    this.file = file;
    this.flaws = flaws;
  }

  /**
   * @param lines of the vendor's routes
   */
  Optional<Vendor> read(BucketLines lines) {
    return YamlNode.read(file, flaws::add)
        .map(root -> vendor(new CheckedMembers(file, root, "the descriptor", flaws), lines));
  }

  private Vendor vendor(CheckedMembers root, BucketLines lines) {
    String folder = RouteFolders.folderOf(file);
    String id = root.required("id", folder);
    if (!id.isEmpty() && !id.equals(folder)) {
      root.flaw(root.node().at("id"), "the id is '%s'".formatted(id), "its folder says " + folder);
    }
    CheckedMembers group = root.in("keys", "the keys");
    List<Key> keys = KeyReader.keys(group);
    Vendor vendor =
        new Vendor(
            folder,
            root.required("name", "the vendor's name for people"),
            root.required("account", "the prefix of its default account"),
            withDefaults(group, keys, lines),
            end(root.in("as-source", "as-source")),
            end(root.in("as-target", "as-target")),
            syncs(root.in("syncs", "the syncs")),
            limits(root.in("limits", "the limits"), keys, lines),
            question(root.in("check", "check")));
    root.noOthers();
    return vendor;
  }

  /** A limit's default is that of its line; a vendor whose routes are not there yet has its own. */
  private static List<Key> withDefaults(CheckedMembers group, List<Key> keys, BucketLines lines) {
    List<Key> all = new ArrayList<>();
    for (Key key : keys) {
      String fromLine = lines.defaults().get(key.name());
      if (fromLine != null && key.fallback().isPresent()) {
        group.flaw(
            group.node().at(key.name(), "default"),
            "%s has a default here and one in the vendor's routes".formatted(key.name()),
            "leave this one out");
      }
      all.add(fromLine == null ? key : key.withFallback(Optional.of(fromLine)));
    }
    Set<String> limits =
        keys.stream()
            .filter(key -> key.type() == Key.Type.LIMIT)
            .map(Key::name)
            .collect(Collectors.toSet());
    lines.defaults().keySet().stream()
        .filter(property -> !limits.contains(property))
        .forEach(
            property ->
                group.flaw(
                    group.node(),
                    "the routes limit a bucket by %s, which is no key here".formatted(property),
                    "write %s: {type: limit, description: …}".formatted(property)));
    return all;
  }

  private static SyncEnd end(CheckedMembers end) {
    List<Key> keys = KeyReader.keys(end.in("keys", "the keys"));
    CheckedMembers comments = end.in("comments", "comments");
    Optional<String> with = comments.text("with");
    with.filter(name -> keys.stream().noneMatch(key -> key.name().equals(name)))
        .ifPresent(
            name ->
                comments.flaw(
                    comments.node().at("with"),
                    "comments need %s, which is no key of the sync".formatted(name),
                    "name one of these keys"));
    Optional<String> being = comments.text("being");
    comments.noOthers();
    end.noOthers();
    return new SyncEnd(
        keys,
        comments.isThere() ? Optional.of(new Comments(with, being.orElse(""))) : Optional.empty());
  }

  private static Map<String, String> syncs(CheckedMembers syncs) {
    Map<String, String> targets = new LinkedHashMap<>();
    syncs.all(name -> targets.put(name, syncs.required(name, "the id of its target's vendor")));
    return targets;
  }

  private static Limits limits(CheckedMembers limits, List<Key> keys, BucketLines lines) {
    Optional<String> sharedBy = limits.text("shared-by");
    sharedBy
        .filter(name -> keys.stream().noneMatch(key -> key.name().equals(name)))
        .ifPresent(
            name ->
                limits.flaw(
                    limits.node().at("shared-by"),
                    "shared-by names %s, which is no key of an account".formatted(name),
                    "name one of the keys"));
    CheckedMembers too = limits.in("counted-too", "counted-too");
    Map<String, List<String>> countedToo = too.all(too::texts);
    List<BucketLine> buckets = lines.buckets().isEmpty() ? ofKeys(keys) : lines.buckets();
    List<String> inventoryOnly = limits.texts("inventory-only");
    inventoryOnly.stream()
        .filter(name -> buckets.stream().noneMatch(line -> line.bucket().equals(name)))
        .forEach(
            name ->
                limits.flaw(
                    limits.node().at("inventory-only"),
                    "inventory-only names %s, which is no bucket".formatted(name),
                    "name buckets of the routes"));
    Limits read =
        new Limits(
            sharedBy,
            buckets,
            countedToo,
            limits.text("one-bucket"),
            Set.copyOf(inventoryOnly),
            limits.flag("reports-usage"),
            limits.duration("pause").orElse(Limits.USUAL_PAUSE),
            limits.duration("longest-pause"),
            block(limits.in("block", "block")));
    limits.noOthers();
    return read;
  }

  /** Until the routes say it: a bucket for each limit, named like it. */
  private static List<BucketLine> ofKeys(List<Key> keys) {
    return keys.stream()
        .filter(key -> key.type() == Key.Type.LIMIT)
        .map(Key::name)
        .map(name -> new BucketLine(bucket(name), name))
        .toList();
  }

  private static String bucket(String property) {
    String plural = property.replaceAll("-per-minute$", "");
    return plural.equals(ONE_FOR_ALL) ? plural : property.replace(PER_MINUTE, "");
  }

  private static Optional<Block> block(CheckedMembers block) {
    if (!block.isThere()) {
      return Optional.empty();
    }
    String status = block.required("status", "403");
    Optional<Duration> within = block.duration("within");
    Optional<Duration> lasts = block.duration("lasts");
    block.noOthers();
    if (!status.matches("[1-5][0-9]{2}") || within.isEmpty() || lasts.isEmpty()) {
      block.flaw(block.node(), "block is not whole", "write {status: 403, within: 10m, lasts: 5m}");
      return Optional.empty();
    }
    return Optional.of(new Block(Integer.parseInt(status), within.get(), lasts.get()));
  }

  private static AccountQuestion question(CheckedMembers check) {
    Optional<String> opens = check.text("opens");
    CheckedMembers count = check.in("count", "count");
    Optional<Count> counted = Optional.empty();
    if (count.isThere()) {
      counted =
          Optional.of(
              new Count(
                  count.required("member", "devicesStatus.numberOfDevices"),
                  count.required("noun", "devices"),
                  count.required("unsaid", "a number of devices that nobody says"),
                  count.required("none", "what it means that there is none")));
      count.noOthers();
    }
    CheckedMembers explain = check.in("explain", "explain");
    List<Explained> explained = new ArrayList<>();
    explain.all(status -> explained.addAll(explained(explain, status)));
    check.noOthers();
    return new AccountQuestion(opens, counted, explained);
  }

  private static List<Explained> explained(CheckedMembers explain, String status) {
    if (!Set.of("401", "403", "404").contains(status)) {
      explain.flaw(
          explain.node().at(status),
          "'%s' is not explained".formatted(status),
          "explain 401 (and 407), 403 or 404 (and 405)");
      return List.of();
    }
    int code = Integer.parseInt(status);
    if (!explain.node().at(status).isMapping()) {
      return List.of(new Explained(code, Optional.empty(), explain.required(status, "a text")));
    }
    CheckedMembers sent = explain.in(status, status);
    List<Explained> both =
        List.of(
            new Explained(code, Optional.of("bearer"), sent.required("bearer", "a text")),
            new Explained(code, Optional.of("api-key"), sent.required("api-key", "a text")));
    sent.noOthers();
    return both;
  }
}
