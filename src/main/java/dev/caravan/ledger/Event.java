package dev.caravan.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line in the story of a record.
 *
 * @param event a word: seen, created, adopted, updated, commented, missed, closed, …
 * @param detail what a person wants to know about it; may be empty
 */
public record Event(String key, long cycle, Instant at, String event, String detail) {

  /**
   * The two lines of its story that every counterpart has, and that are not kept apart from it. Of
   * a record that returned after its history was taken away it is not known when it was first seen.
   */
  public static List<Event> of(Entry entry) {
    Moment since = entry.presence().since();
    Event seen = new Event(entry.key(), since.cycle(), since.at(), "seen", entry.summary());
    return Stream.concat(Stream.of(seen), creation(entry).stream())
        .filter(line -> line.cycle() > 0)
        .toList();
  }

  /** The line that is to be kept apart once another generation takes the place of this one. */
  public static Optional<Event> creation(Entry entry) {
    String target = Objects.requireNonNullElse(entry.targetId(), "");
    return Optional.ofNullable(entry.counterpart().created())
        .map(at -> new Event(entry.key(), at.cycle(), at.at(), "created", target));
  }
}
