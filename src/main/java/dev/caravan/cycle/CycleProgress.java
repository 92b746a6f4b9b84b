package dev.caravan.cycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What a cycle has read so far and what it found. Its pages are compared one after the other. */
public final class CycleProgress {
  private final Set<String> seen = new HashSet<>();
  private final Set<String> seenShared = new HashSet<>();
  private final Set<String> over = new HashSet<>();
  private final List<ObjectNode> planned = new ArrayList<>();
  private final Map<String, String> notes = new ConcurrentSkipListMap<>();
  private @Nullable Rebuilt rebuilt;
  private boolean complete;
  private volatile @Nullable Long announced;
  private boolean changesOnly;
  private volatile boolean pagesAreApart;
  private boolean owesConclusions;
  private boolean concluding;
  private @Nullable RuntimeException incomplete;
  private @Nullable Runnable whenSettled;

  CycleProgress() {}

  /** Notes that the source listed a record; false when it did so before in this cycle. */
  public boolean see(String key) {
    return seen.add(key);
  }

  /** Notes that a record of an entry that several share was listed; false when one was before. */
  public boolean seeShared(String key) {
    return seenShared.add(key);
  }

  /** Notes that the source listed a record that says itself that it is over. */
  public void over(String key) {
    over.add(key);
  }

  /** Whether the record was listed as one that is over. */
  public boolean isOver(String key) {
    return over.contains(key);
  }

  /** Those that were listed as over. */
  public Set<String> over() {
    return over;
  }

  /** Whether the source listed the record, or one of those that share that entry. */
  public boolean hasSeen(String key) {
    return seen.contains(key) || seenShared.contains(key);
  }

  /** Distinct records that the source listed. */
  public int read() {
    return seen.size();
  }

  /** The source said how many records there are; null where it does not say. */
  public void announced(@Nullable Long total) {
    announced = total;
  }

  /** How many records may be left to be listed; empty where the source does not say. */
  public OptionalLong mostLeft() {
    Long total = announced;
    return total == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, total - read()));
  }

  /** The changes that a plan found, in order. */
  public List<ObjectNode> planned() {
    return planned;
  }

  /** Keeps a sentence for the operator; a later one on the same topic takes its place. */
  public void note(String topic, String sentence) {
    notes.put(topic, sentence);
  }

  public List<String> notes() {
    return List.copyOf(notes.values());
  }

  /** What rebuilding the ledger has come to so far. */
  public void rebuilt(Rebuilt sofar) {
    rebuilt = sofar;
  }

  @Nullable Rebuilt rebuilt() {
    return rebuilt;
  }

  /**
   * This pass lists only what has changed: nothing follows from what it does not list, and no page
   * of it is the last one for the steps behind.
   */
  public void listsChangesOnly() {
    changesOnly = true;
  }

  public boolean isOfChangesOnly() {
    return changesOnly;
  }

  /**
   * Says with the last page, or with a portion of what follows from absence, whether there is more
   * to follow. It goes through the steps as a page without records, behind the last one.
   */
  public void owesConclusions(boolean more) {
    owesConclusions = more;
  }

  /** Whether all pages are through, and what passes now are conclusions from absence. */
  public boolean isConcluding() {
    return concluding;
  }

  /** Begins the next portion of conclusions; false when there is none. */
  boolean nextConclusions() {
    boolean next = owesConclusions;
    owesConclusions = false;
    concluding |= next;
    return next;
  }

  /** What was found out is concluded, but the cycle ends as aborted by this. */
  public void incomplete(RuntimeException reason) {
    incomplete = reason;
  }

  Optional<RuntimeException> incomplete() {
    return Optional.ofNullable(incomplete);
  }

  /**
   * Does this once the cycle is over and has left nothing for a later one: every record that it
   * listed agrees with its counterpart, or is a dead letter. A plan never gets there.
   */
  public void whenSettled(Runnable then) {
    whenSettled = then;
  }

  void settled() {
    if (whenSettled != null) {
      whenSettled.run();
    }
  }

  /**
   * Says whether no record has to do with an entry that another page's record is written for, so
   * that a page may be compared while the one before is written.
   */
  public void pagesAreApart(boolean apart) {
    pagesAreApart = apart;
  }

  boolean pagesAreApart() {
    return pagesAreApart && !changesOnly;
  }

  /** Notes a page that went through all steps. */
  void pageDone(boolean last) {
    complete |= last;
  }

  /** Whether the last page went through, so that absence means something. */
  boolean complete() {
    return complete;
  }
}
