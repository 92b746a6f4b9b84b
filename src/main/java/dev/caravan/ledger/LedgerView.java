package dev.caravan.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The tables of one sync within one transaction. Not thread-safe; not to be kept. */
public final class LedgerView {
  private final Handle handle;
  private final String sync;
  private final Entries entries;
  private final WriteIntents intents;
  private final DeadLetters deadLetters;
  private final Events events;
  private final GroupMembers occurrences;
  private final WatchedMarkers watched;
  private final RecentEnds recentEnds;
  private final FirstReadings firstReadings;
  private final LateWrites lateWrites;
  private final UnclaimedCounterparts unclaimed;

  LedgerView(Handle handle, String sync, Instant now) {
    this.handle = handle;
    this.sync = sync;
    this.entries = new Entries(handle, sync, now);
    this.intents = new WriteIntents(handle, sync);
    this.deadLetters = new DeadLetters(handle, sync);
    this.events = new Events(handle, sync);
    this.occurrences = new GroupMembers(handle, sync);
    this.watched = new WatchedMarkers(handle, sync);
    this.recentEnds = new RecentEnds(handle, sync);
    this.firstReadings = new FirstReadings(handle, sync);
    this.lateWrites = new LateWrites(handle, sync);
    this.unclaimed = new UnclaimedCounterparts(handle, sync);
  }

  public Entries entries() {
    return entries;
  }

  public WriteIntents intents() {
    return intents;
  }

  public LateWrites lateWrites() {
    return lateWrites;
  }

  /** What a search for lost counterparts left over. */
  public UnclaimedCounterparts unclaimed() {
    return unclaimed;
  }

  public DeadLetters deadLetters() {
    return deadLetters;
  }

  public Events events() {
    return events;
  }

  /**
   * The whole story of one record, oldest first. That it was seen and created is read from its
   * entry: nothing more is written of the many records that no one ever asks about.
   */
  public List<Event> story(String key) {
    List<Event> story = new ArrayList<>();
    entries.find(key).map(Event::of).ifPresent(story::addAll);
    story.addAll(events.of(key));
    story.sort(Comparator.comparing(Event::at));
    return story;
  }

  /** The key of the record that had this target in an earlier generation. */
  public Optional<String> recordOf(String target) {
    return events.recordOf(target);
  }

  public WatchedMarkers watched() {
    return watched;
  }

  public GroupMembers occurrences() {
    return occurrences;
  }

  /** Since when records wait whose source has a clock that is ahead. */
  public FirstReadings firstReadings() {
    return firstReadings;
  }

  /** What ended lately although nothing confirmed it. */
  public RecentEnds recentEnds() {
    return recentEnds;
  }

  /**
   * Lets the next cycle try a refused change once more; the letter stays until the target has
   * accepted that.
   */
  public void release(DeadLetter letter) {
    deadLetters.put(letter.released());
    // A source that is asked for its changes only would not list the record.
    readWholeSource();
  }

  /**
   * Gives a refused change up, and what waits for it. Only the letter goes where it is older than
   * what has become of its record since.
   */
  public void giveUp(DeadLetter letter) {
    List<WriteIntent> open = intents.of(letter.key());
    Optional<Entry> givenUp =
        entries.find(letter.key()).flatMap(entry -> letter.givenUp(entry, !open.isEmpty()));
    entries.update(givenUp.stream().toList());
    if (givenUp.isPresent() && letter.op() == Op.CLOSE) {
      intents.over(open.stream().map(WriteIntent::step).toList());
      occurrences.clear(List.of(letter.key()));
    }
    deadLetters.drop(letter.key(), letter.op(), letter.doubleId());
  }

  /** How many cycles in a row had their first creates refused and none accepted. */
  public int cyclesRefused() {
    return handle
        .createQuery("SELECT cycles_refused FROM sync WHERE name = :sync")
        .bind("sync", sync)
        .mapTo(int.class)
        .findOne()
        .orElse(0);
  }

  public void cyclesRefused(int inARow) {
    handle
        .createUpdate("UPDATE sync SET cycles_refused = :count WHERE name = :sync")
        .bind("count", inARow)
        .bind("sync", sync)
        .execute();
  }

  /** Takes a portion of what ended before that moment away; whether there may be more. */
  boolean prune(Instant before) {
    unclaimed.prune(before);
    return new History(handle, sync).prune(before);
  }

  /** Lets the next cycle read its whole source, where else it would ask for changes only. */
  public void readWholeSource() {
    SourcePositions.forget(handle, sync);
  }
}
