package dev.caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line a change, whatever the target calls its fields. */
class PlanTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "create ! {'payload':{'TicketPriority':'High'},'about':{'contact':128}}"
            + " ! + create  A: B  → contact 128, High",
        "create ! {'payload':{'TicketPriority':'High'},'about':{'contact':null}}"
            + " ! + create  A: B  → no contact, High",
        "create ! {'payload':{'subject':'x','priority':'Urgent'},'about':{}}"
            + " ! + create  A: B  → Urgent",
        "create ! {'payload':{'Name':'x'},'about':{}} ! + create  A: B",
        "update ! {'targetId':'7','payload':{'subject':'x','priority':'Low'},"
            + "'written':{'subject':'x','priority':'Urgent'}} ! ~ update  A: B  → 7: priority=Low",
        "update ! {'targetId':'7','payload':{'IP':null,'Tags':['a'],'Online':true},"
            + "'written':{'IP':'10.0.0.1','Online':true}} ! ~ update  A: B  → 7: IP=, Tags=[\"a\"]",
        "update ! {'targetId':'7','payload':{'Name':'x'}} ! ~ update  A: B  → 7: Name=x",
        "comment ! {'targetId':'7','payload':{'text':'x'}} ! # comment A: B  → 7",
        "close ! {'targetId':'7','payload':{}} ! - close   A: B  → 7",
      })
  void tells_what_becomes_of_a_record(String op, String change, String line) throws Exception {
    ObjectNode planned = (ObjectNode) JSON.readTree(change.replace('\'', '"'));
    planned.put("op", op).put("summary", "A: B");

    assertThat(PlanText.of(plan(planned), List.of()).lines().findFirst()).contains(line);
  }

  private static CycleReport plan(ObjectNode change) {
    return new CycleReport(
        "sync",
        1,
        Outcome.COMPLETE,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        List.of(),
        Map.of(),
        Duration.ZERO,
        true,
        false,
        List.of(change),
        null,
        List.of(),
        null,
        null,
        false,
        null);
  }
}
