package dev.caravan.target;

import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Puts the part in hand back in two halves. */
  void halve() {
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
