package dev.caravan.vendors.ninox;

import dev.caravan.reconcile.WriteOutcome;
import dev.caravan.reconcile.WriteOutcome.Result;
import dev.caravan.target.PendingWrite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** A batch on its way: the parts that are left, the part in hand, and what became of the rest. */
final class RowBatch {
  /** Where its exchange has it. */
  static final String VARIABLE = "rowBatch";

  /** Which marker each row carries that was looked at. */
  final Map<Long, String> looked = new HashMap<>();

  private final Deque<List<PendingWrite>> parts = new ArrayDeque<>();
  private final List<WriteOutcome> answers = new ArrayList<>();

  /**
   * Rows that were refused alone. They are told last: only what else was accepted shows whether the
   * row is bad or everything is.
   */
  private final List<WriteOutcome> refused = new ArrayList<>();

  private List<PendingWrite> inHand = List.of();
  private int said;

  static RowBatch of(Exchange exchange) {
    return exchange.getVariable(VARIABLE, RowBatch.class);
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
  }

  List<PendingWrite> inHand() {
    return inHand;
  }

  void inHand(List<PendingWrite> rest) {
    inHand = List.copyOf(rest);
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
    if (parts.isEmpty()) {
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
