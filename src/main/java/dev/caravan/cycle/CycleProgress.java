package dev.caravan.cycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What a cycle has read so far and what it found. Its pages pass one after the other. */
public final class CycleProgress {
  private final Set<String> seen = new HashSet<>();
  private final Set<String> seenShared = new HashSet<>();
  private final List<ObjectNode> planned = new ArrayList<>();
  private final Map<String, String> notes = new ConcurrentSkipListMap<>();
  private @Nullable Rebuilt rebuilt;
  private boolean complete;
  private boolean changesOnly;
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

  /** Whether the source listed the record, or one of those that share that entry. */
  public boolean hasSeen(String key) {
    return seen.contains(key) || seenShared.contains(key);
  }

  /** Distinct records that the source listed. */
  public int read() {
    return seen.size();
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

  /** Notes a page that went through all steps. */
  void pageDone(boolean last) {
    complete |= last;
  }

  /** Whether the last page went through, so that absence means something. */
  boolean complete() {
    return complete;
  }
}
