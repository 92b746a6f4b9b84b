package dev.caravan.target;

import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * A batch on its way: the parts that are left, the part in hand, and what became of the rest. Not
 * thread-safe; it is in its exchange.
 */
final class RowBatch {
  private static final String VARIABLE = "rowBatch";

  private final Deque<List<PendingWrite>> parts = new ArrayDeque<>();
  private final List<WriteOutcome> answers = new ArrayList<>();

  /** What the rows that were read carry; nothing where there is no such row. */
  private final Map<Long, Optional<String>> markers = new HashMap<>();

  /** So many rows that were refused alone, and none accepted: it is not them. */
  private static final int TELLING = 5;

  /**
   * Rows that were refused alone. They are told last, for what else was accepted shows whether the
   * row is bad or everything is; unless they are many, and nothing was accepted.
   */
  private final List<WriteOutcome> refused = new ArrayList<>();

  /** Creates of calls that were refused: some may have been done all the same. By marker. */
  private final Map<String, PendingWrite> unlooked = new LinkedHashMap<>();

  private Instant begunAt = Instant.EPOCH;
  private List<PendingWrite> inHand = List.of();
  private boolean listed;
  private int said;

  static RowBatch of(Exchange exchange) {
    return exchange.getVariable(VARIABLE, RowBatch.class);
  }

  void putInto(Exchange exchange) {
    exchange.setVariable(VARIABLE, this);
  }

  static RowBatch takeFrom(Exchange exchange) {
    return (RowBatch) exchange.removeVariable(VARIABLE);
  }

  void add(List<PendingWrite> part) {
    if (!part.isEmpty()) {
      parts.addLast(part);
    }
  }

  boolean hasNext() {
    return !parts.isEmpty();
  }

  void next() {
    inHand = parts.removeFirst();
    listed = false;
  }

  List<PendingWrite> inHand() {
    return inHand;
  }

  void inHand(List<PendingWrite> rest) {
    inHand = List.copyOf(rest);
  }

  /** The rows of the part in hand that are to be read before they are changed. */
  List<Long> unread() {
    return inHand.stream()
        .filter(change -> !change.isCreate())
        .map(change -> change.targetId().asLong())
        .filter(id -> !markers.containsKey(id))
        .toList();
  }

  /** The table was listed for the part in hand; what that left out is not read yet. */
  void listed() {
    listed = true;
  }

  boolean wasListed() {
    return listed;
  }

  /** A row was read. */
  void carries(long id, String marker) {
    markers.put(id, Optional.of(marker));
  }

  /** There is no such row. */
  void gone(long id) {
    markers.put(id, Optional.empty());
  }

  /** Whether the row of a change was read. */
  boolean wasRead(PendingWrite change) {
    return markers.containsKey(change.targetId().asLong());
  }

  /** The marker that the row of a change carries; empty when there is no such row. */
  Optional<String> markerOf(PendingWrite change) {
    return markers.getOrDefault(change.targetId().asLong(), Optional.empty());
  }

  /** The part in hand is sent, by the target's clock. */
  void begun(Instant at) {
    // What an earlier refusal left open is to be found as well.
    begunAt = unlooked.isEmpty() || at.isBefore(begunAt) ? at : begunAt;
  }

  /** No create of the part in hand can be in the target before. */
  Instant begunAt() {
    return begunAt;
  }

  /** The creates whose call was refused, and of which nobody has looked what became. */
  List<PendingWrite> unlooked() {
    return List.copyOf(unlooked.values());
  }

  boolean isUnlooked(PendingWrite change) {
    return unlooked.containsKey(change.marker());
  }

  /**
   * Those that are done leave the parts that are left; of the others it is known that they are not.
   */
  void looked(Set<String> done) {
    unlooked.clear();
    inHand = without(inHand, done);
    List<List<PendingWrite>> left = parts.stream().map(part -> without(part, done)).toList();
    parts.clear();
    left.forEach(this::add);
  }

  private static List<PendingWrite> without(List<PendingWrite> part, Set<String> done) {
    return part.stream()
        .filter(change -> !change.isCreate() || !done.contains(change.marker()))
        .toList();
  }

  /** Puts the part in hand, whose call was refused, back in two halves. */
  void halve() {
    inHand.stream()
        .filter(PendingWrite::isCreate)
        .forEach(change -> unlooked.put(change.marker(), change));
    int middle = inHand.size() / 2;
    parts.addFirst(inHand.subList(middle, inHand.size()));
    parts.addFirst(inHand.subList(0, middle));
  }

  /** Everything that is left, which is not going to be sent. */
  List<PendingWrite> drop() {
    List<PendingWrite> left = parts.stream().flatMap(List::stream).toList();
    parts.clear();
    return left;
  }

  void answer(WriteOutcome answer) {
    (answer.result() == Result.REJECTED ? refused : answers).add(answer);
  }

  /** The answers that the journal has not heard; the refused ones when nothing is left to send. */
  List<WriteOutcome> unsaid() {
    boolean nothing = answers.stream().noneMatch(one -> one.result() == Result.DONE);
    if (parts.isEmpty() || (nothing && refused.size() >= TELLING)) {
      answers.addAll(refused);
      refused.clear();
    }
    List<WriteOutcome> unsaid = List.copyOf(answers.subList(said, answers.size()));
    said = answers.size();
    return unsaid;
  }

  List<WriteOutcome> answers() {
    return answers;
  }
}
