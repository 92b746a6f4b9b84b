package dev.caravan.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be told now: what differs from what was told, the concerns of one account in one
 * message. Of one topic, an account has a message in ten minutes, and all accounts together have
 * three by themselves and one for all others. Pure.
 */
final class DueNotices {
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final int MOST_APART = 3;

  /** Dead letters of one sync. */
  static final Duration BETWEEN_LETTERS = Duration.ofHours(1);

  List<Notice> of(List<ToldConcern> all, Instant now) {
    List<Notice> due = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      List<ToldConcern> concerns =
          all.stream().filter(told -> told.concern().topic() == topic).toList();
      // What is over was told before what begins.
      due.addAll(of(topic, concerns, true, now));
      due.addAll(of(topic, concerns, false, now));
    }
    return due;
  }

  private static List<Notice> of(
      Topic topic, List<ToldConcern> concerns, boolean over, Instant now) {
    Set<Instant> lately =
        concerns.stream()
            .map(told -> told.lastAt(over))
            .filter(at -> isWithin(WINDOW, at, now))
            .collect(Collectors.toSet());
    Set<String> waiting =
        concerns.stream()
            .filter(told -> isWithin(WINDOW, told.lastAt(over), now))
            .map(told -> told.concern().account())
            .collect(Collectors.toSet());
    Map<String, List<ToldConcern>> byAccount =
        concerns.stream()
            .filter(told -> over ? told.isOver() : told.isTrouble())
            .filter(told -> topic != Topic.DEAD_LETTERS || areDue(told, now))
            .filter(told -> !waiting.contains(told.concern().account()))
            .collect(
                Collectors.groupingBy(
                    told -> told.concern().account(), LinkedHashMap::new, Collectors.toList()));
    NoticeEvent event = NoticeEvent.of(topic, over);
    if (byAccount.size() + lately.size() <= MOST_APART) {
      return byAccount.values().stream().map(group -> new Notice(event, group)).toList();
    }
    return byAccount.isEmpty() || lately.size() > MOST_APART
        ? List.of()
        : List.of(
            new Notice(event, byAccount.values().stream().flatMap(Collection::stream).toList()));
  }

  private static boolean areDue(ToldConcern letters, Instant now) {
    return !isWithin(BETWEEN_LETTERS, letters.troubleAt(), now);
  }

  /** A moment of the future is that of a clock that was set back since. */
  private static boolean isWithin(Duration before, Instant at, Instant now) {
    return !at.isAfter(now) && at.isAfter(now.minus(before));
  }
}
