package dev.caravan.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.scenario.TicketScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dead letter was refused by is the same wherever an installation's files are. */
class RulesDigestTest {
  @TempDir Path folder;

  @Test
  void it_is_of_what_a_file_says_and_not_of_where_it_is() throws IOException {
    String here = digest("here", "Acme,128");
    assertThat(digest("there", "Acme,128")).isEqualTo(here);
    assertThat(digest("elsewhere", "Acme,129")).isNotEqualTo(here);
  }

  private String digest(String name, String row) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Files.writeString(own.resolve("contacts.csv"), "site,end_user_id\n" + row + "\n");
    try (TicketScenario scenario =
        TicketScenario.running(own, 0).with(TicketScenario.SYNC + ".contacts", "contacts.csv")) {
      return new RulesFromSettings(scenario.settings(), scenario.settings().accounts())
          .of(TicketScenario.SYNC)
          .digest();
    }
  }
}
