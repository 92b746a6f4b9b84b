package dev.caravan.reconcile.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class DesiredRecordTest {
  private static ObjectNode record(String key) {
    return JsonNodeFactory.instance.objectNode().put("key", key);
  }

  @Test
  void a_key_that_the_ledger_cannot_hold_is_named_with_its_length() {
    assertThat(DesiredRecord.of(record("k".repeat(500))).key()).hasSize(500);
    assertThatThrownBy(() -> DesiredRecord.of(record("k".repeat(501))))
        .isInstanceOf(UnusableRecord.class)
        .hasMessageContaining("501 characters")
        .hasMessageContaining("500 at most");
  }

  @Test
  void a_member_that_nothing_reads_is_named_with_the_one_that_was_meant() {
    assertThat(DesiredRecord.unknownMember(record("k").put("note", "x"))).isEmpty();
    assertThat(DesiredRecord.unknownMember(record("k").put("creat", 1)).orElseThrow())
        .contains("'creat'", "did you mean create?");
    assertThat(DesiredRecord.unknownMember(record("k").put("priority", 1)).orElseThrow())
        .contains("'priority'", "there are key, create, update, note, close, about");
  }

  @Test
  void a_record_without_a_key_is_unusable() {
    assertThatThrownBy(() -> DesiredRecord.of(record(" "))).isInstanceOf(UnusableRecord.class);
  }
}
