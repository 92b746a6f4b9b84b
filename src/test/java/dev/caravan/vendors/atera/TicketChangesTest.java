package dev.caravan.vendors.atera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.account.Accounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketChangesTest {
  private final TicketChanges changes = new TicketChanges(new Accounts(List.of()));

  @Test
  void a_write_is_needed_where_a_step_left_fields() {
    assertThat(changes.isNeeded("{\"TicketStatus\":\"Resolved\"}")).isTrue();
    assertThat(changes.isNeeded(null)).isFalse();
  }

  @Test
  void comments_need_a_technician() {
    assertThat(new TicketComments().canComment("7")).isTrue();
    assertThat(new TicketComments().canComment(" ")).isFalse();
    assertThat(new TicketComments().canComment(null)).isFalse();
  }
}
