package dev.caravan.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.reconcile.journal.WriteOutcome;
import dev.caravan.reconcile.journal.WriteOutcome.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowBatchTest {
  private final RowBatch batch = new RowBatch();

  private static PendingWrite change(String op, long row) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.put("key", "k" + row).put("op", op).put("targetId", Long.toString(row));
    return new PendingWrite(change, new PendingWrite.Group(), true);
  }

  private static List<PendingWrite> updates(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(row -> change("update", row)).toList();
  }

  private List<String> said() {
    return batch.unsaid().stream().map(WriteOutcome::key).toList();
  }

  @Test
  void a_part_that_was_refused_comes_again_in_two_halves_until_each_row_stands_alone() {
    batch.add(updates(5));
    List<List<String>> taken = new ArrayList<>();
    while (batch.hasNext()) {
      batch.next();
      taken.add(batch.inHand().stream().map(PendingWrite::key).toList());
      if (batch.inHand().size() > 1) {
        batch.halve();
      }
    }
    assertThat(taken)
        .containsExactly(
            List.of("k1", "k2", "k3", "k4", "k5"),
            List.of("k1", "k2"),
            List.of("k1"),
            List.of("k2"),
            List.of("k3", "k4", "k5"),
            List.of("k3"),
            List.of("k4", "k5"),
            List.of("k4"),
            List.of("k5"));
  }

  @Test
  void what_was_refused_is_told_once_nothing_is_left_to_send() {
    batch.add(updates(1));
    batch.answer(change("update", 7).answer(Result.REJECTED, "bad", false));
    batch.answer(change("update", 8).done("8"));
    assertThat(said()).containsExactly("k8");

    batch.next();
    batch.answer(batch.inHand().get(0).done("1"));
    assertThat(said()).containsExactly("k1", "k7");
    assertThat(said()).isEmpty();
  }

  @Test
  void rows_that_exist_are_read_once_before_they_are_changed() {
    batch.add(List.of(change("create", 0), change("update", 1), change("close", 2)));
    batch.next();
    assertThat(batch.unread()).containsExactly(1L, 2L);

    batch.carries(1, "marker");
    batch.gone(2);
    assertThat(batch.unread()).isEmpty();
    assertThat(batch.markerOf(change("update", 1))).hasValue("marker");
    assertThat(batch.markerOf(change("close", 2))).isEmpty();
    assertThat(batch.wasRead(change("close", 2))).isTrue();
    assertThat(batch.wasRead(change("update", 3))).isFalse();
  }
}
