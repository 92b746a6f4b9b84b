package dev.caravan.reconcile.search;

import dev.caravan.ledger.Marker;
import dev.caravan.reconcile.record.Duplicate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The counterparts in a target by the markers that decide, and which of them nobody has claimed. A
 * marker is claimed by computing it from a key of ours.
 */
final class MarkerIndex {
  /** So many generations in a row that nobody bears: there are no later ones. */
  private static final int MISSING_IN_A_ROW = 20;

  private static final Comparator<FoundTarget> BY_AGE =
      Comparator.comparingLong(FoundTarget::order);

  private static final Comparator<FoundTarget> BEST_FIRST =
      Comparator.comparing(FoundTarget::over).thenComparing(BY_AGE);

  private final String installation;
  private final String sync;
  private final Map<String, List<FoundTarget>> byMarker;
  private final Map<String, List<FoundTarget>> quotes;
  private final Set<String> unclaimed;
  private final Map<String, Owner> owners = new TreeMap<>();

  MarkerIndex(String installation, String sync, List<FoundTarget> found) {
    this.installation = installation;
    this.sync = sync;
    this.byMarker =
        found.stream()
            .filter(target -> !target.candidate())
            .collect(Collectors.groupingBy(FoundTarget::marker));
    this.quotes =
        found.stream()
            .filter(FoundTarget::candidate)
            .collect(Collectors.groupingBy(FoundTarget::marker));
    this.unclaimed = new TreeSet<>(byMarker.keySet());
  }

  /**
   * Open counterparts with a claimed marker that another one bears too: an open one, and the
   * oldest, is kept, and so is one that a person works on. A marker that nobody claimed is no
   * business of ours.
   */
  List<Duplicate> surplus() {
    List<Duplicate> surplus = new ArrayList<>();
    owners.forEach(
        (marker, owner) -> {
          List<FoundTarget> targets = byMarker.getOrDefault(marker, List.of());
          FoundTarget kept = targets.stream().min(BEST_FIRST).orElseThrow();
          targets.stream()
              .filter(target -> !target.equals(kept) && !target.over() && !target.touched())
              .map(target -> owner.duplicate(marker, target.targetId(), kept.targetId()))
              .forEach(surplus::add);
        });
    return surplus;
  }

  /** Whose a marker is. */
  private record Owner(String key, int generation) {
    Duplicate duplicate(String marker, String targetId, String keptId) {
      return new Duplicate(key, generation, marker, targetId, keptId);
    }
  }

  void claim(String key, int generation, String marker) {
    unclaimed.remove(marker);
    if (byMarker.containsKey(marker)) {
      owners.put(marker, new Owner(key, generation));
    }
  }

  /**
   * The first that quotes a marker which the entry can have, and decides nothing; of the highest
   * generation. Where there is one, there was something to be quoted.
   */
  Optional<FoundTarget> quoted(String key) {
    return quotes.isEmpty() ? Optional.empty() : latest(key, quotes, BY_AGE);
  }

  /** The open ones with such a marker, oldest first. */
  List<FoundTarget> open(Set<String> markers) {
    return byMarker.values().stream()
        .flatMap(List::stream)
        .filter(target -> !target.over() && markers.contains(target.marker()))
        .sorted(BY_AGE)
        .toList();
  }

  /** In their order. */
  List<String> unclaimed() {
    return List.copyOf(unclaimed);
  }

  /**
   * The counterpart of an entry's highest generation; of several, an open one, and the oldest. All
   * markers that the entry can have are claimed.
   */
  Optional<FoundTarget> latest(String key) {
    return latest(key, byMarker, BEST_FIRST);
  }

  private Optional<FoundTarget> latest(
      String key, Map<String, List<FoundTarget>> targets, Comparator<FoundTarget> order) {
    Optional<FoundTarget> latest = Optional.empty();
    int missing = 0;
    for (int generation = 1; missing < MISSING_IN_A_ROW; generation++) {
      String marker = Marker.of(installation, sync, key, generation);
      claim(key, generation, marker);
      int number = generation;
      Optional<FoundTarget> here =
          targets.getOrDefault(marker, List.of()).stream()
              .min(order)
              .map(target -> target.ofGeneration(number));
      missing = here.isPresent() ? 0 : missing + 1;
      latest = here.isPresent() ? here : latest;
    }
    return latest;
  }
}
