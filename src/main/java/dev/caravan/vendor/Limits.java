package dev.caravan.vendor;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a vendor limits an account's calls, and what it does to who asks for too much. Immutable.
 *
 * @param sharedBy the setting that the vendor tells callers apart by; empty where every account
 *     stands alone
 * @param buckets what it counts apart, with the setting that is the limit of each
 * @param countedToo the further buckets that a call of one is charged to
 * @param oneBucket the bucket that all calls are charged to on accounts whose vendor reports one
 *     only
 * @param inventoryOnly buckets in which neither alerts nor what becomes of them is counted
 * @param reportsUsage whether it publishes its own count
 * @param pause how long calls wait after a refusal that does not say for how long
 * @param longestPause up to which the pause doubles at each refusal in a row; empty = it stays
 * @param block what follows for who goes on after a refusal
 */
public record Limits(
    Optional<String> sharedBy,
    List<BucketLine> buckets,
    Map<String, List<String>> countedToo,
    Optional<String> oneBucket,
    Set<String> inventoryOnly,
    boolean reportsUsage,
    Duration pause,
    Optional<Duration> longestPause,
    Optional<Block> block) {

  /** A pause that a vendor says nothing else of. */
  public static final Duration USUAL_PAUSE = Duration.ofSeconds(30);

  /** Of a vendor that says nothing of its limits. */
  public static final Limits NONE =
      new Limits(
          Optional.empty(),
          List.of(),
          Map.of(),
          Optional.empty(),
          Set.of(),
          false,
          USUAL_PAUSE,
          Optional.empty(),
          Optional.empty());

  public Limits {
    buckets = List.copyOf(buckets);
    countedToo = Map.copyOf(countedToo);
    inventoryOnly = Set.copyOf(inventoryOnly);
  }

  /**
   * An account that the vendor blocks.
   *
   * @param status the answer that says so, if it comes after a refusal
   * @param within how long after
   * @param lasts how long it must be left alone
   */
  public record Block(int status, Duration within, Duration lasts) {}

  /**
   * The buckets that a call is charged to, its own last; a vendor with one bucket has it for all.
   */
  public List<String> charged(String bucket, boolean asOne) {
    if (buckets.size() == 1) {
      return List.of(buckets.get(0).bucket());
    }
    Set<String> all = new LinkedHashSet<>();
    oneBucket.filter(one -> asOne).ifPresent(all::add);
    all.addAll(countedToo.getOrDefault(bucket, List.of()));
    // A bucket may be the one that all are charged to, too.
    all.remove(bucket);
    all.add(bucket);
    return List.copyOf(all);
  }

  /** The setting that limits a bucket; empty when the vendor has no such bucket. */
  public Optional<String> property(String bucket) {
    return buckets.stream()
        .filter(line -> line.bucket().equals(bucket))
        .map(BucketLine::property)
        .findFirst();
  }
}
