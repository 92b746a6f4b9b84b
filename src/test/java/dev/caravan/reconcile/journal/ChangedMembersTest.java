package dev.caravan.reconcile.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedMembersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'a':1,'b':'x'}            | {'a':1,'b':'y'}            | b
          {'a':1}                    | {'a':2,'b':null}           | a, b
          {'a':1}                    | {'a':1}                    | ""
          {'at':null}                | {'at':'2026-01-01'}        | at
          {'a':1,'at':'2026-01-01'}  | {'a':2,'at':'2026-01-02'}  | a, at
          """)
  void members_that_differ_are_named(String before, String written, String names) {
    assertThat(ChangedMembers.between(json(before), json(written))).contains(names);
  }

  @Test
  void what_was_said_before_may_not_be_known() {
    assertThat(ChangedMembers.between(null, "{\"a\":1}")).contains("");
  }

  @Test
  void moments_that_move_on_are_no_news() {
    String before = json("{'a':1,'at':'2026-01-01T10:00:00Z','seen':'2026-01-01T10:00:00'}");
    String written = json("{'a':1,'at':'2026-01-01T11:00:00Z','seen':'2026-01-01T11:00:00'}");

    assertThat(ChangedMembers.between(before, written)).isEqualTo(Optional.empty());
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
