package dev.caravan.paging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.account.Account;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NinoxNumbersTest {
  private static final String FIRST = "https://api.example.test/records?perPage=500&page=0";

  private final NinoxNumbers numbers = new NinoxNumbers();
  private final Account account =
      new Account("ninox", "ninox", URI.create("https://api.example.test"), Map.of());

  /** 100 and 250 of 500 may be the server's own limit; 0 and 37 are the end. */
  @ParameterizedTest
  @CsvSource({"500, true", "37, false", "0, false", "499, false", "100, true", "250, true"})
  void goes_on_after_a_full_page_and_after_a_round_one(int rows, boolean goesOn) {
    Page page = numbers.after(account, FIRST, FIRST, rows(rows), rows);
    assertThat(page.next()).isEqualTo(goesOn ? FIRST.replace("page=0", "page=1") : null);
  }

  @Test
  void takes_a_bare_array_and_the_two_envelopes() {
    ArrayNode rows = rows(2);
    ObjectMapper json = new ObjectMapper();
    for (String name : new String[] {"data", "results"}) {
      JsonNode answer = json.createObjectNode().set(name, rows);
      assertThat(numbers.rows(answer, "records")).isEqualTo(rows);
    }
    assertThat(numbers.rows(rows, "records")).isEqualTo(rows);
  }

  @Test
  void tells_pages_apart_by_their_first_row() {
    assertThat(numbers.after(account, FIRST, FIRST, rows(3), 3).firstRow()).isEqualTo("1");
    assertThat(numbers.after(account, FIRST, FIRST, rows(0), 0).firstRow()).isNull();
  }

  private static ArrayNode rows(int count) {
    ArrayNode rows = new ObjectMapper().createArrayNode();
    for (int i = 1; i <= count; i++) {
      rows.addObject().put("id", i);
    }
    return rows;
  }
}
