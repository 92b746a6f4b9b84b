package dev.caravan.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowColumnsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  @Test
  void a_new_row_has_the_columns_with_a_value() throws Exception {
    assertThat(RowColumns.created(json("{'Name':'WEB01','Site':null}")))
        .isEqualTo(json("{'Name':'WEB01'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what was written before, and what another attempt may have written
        "{'written':{'A':1}}                        | {'A':1}    | {}",
        "{'written':{'A':1}}                        | {'A':2}    | {'A':2}",
        "{'written':{}}                             | {'A':1}    | {'A':1}",
        "{'written':{'A':1},'whole':true}           | {'A':1}    | {'A':1}",
        // a column is emptied only where a value may be ours
        "{'written':{'A':1}}                        | {'A':null} | {'A':null}",
        "{'written':{}}                             | {'A':null} | {}",
        "{'written':{'A':null},'whole':true}        | {'A':null} | {}",
        "{'written':{},'maybeWritten':[{},{'A':1}]} | {'A':null} | {'A':null}",
        "{'written':{},'maybeWritten':[{'A':null}]} | {'A':null} | {}",
      })
  void a_row_that_exists_gets_what_differs(String change, String wanted, String sent)
      throws Exception {
    assertThat(RowColumns.changed(json(wanted), json(change))).isEqualTo(json(sent));
  }
}
