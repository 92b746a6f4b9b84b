package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.sandbox.atera.AteraSettings;
import dev.caravan.sandbox.datto.DattoSettings;
import dev.caravan.sandbox.ninjaone.NinjaOneSettings;
import dev.caravan.sandbox.opsramp.OpsRampSettings;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.sandbox.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxDocsTest {
  private final String page = Files.readString(Path.of("docs/sandbox.md"));

  SandboxDocsTest() throws IOException {}

  @Test
  void names_every_switch() {
    List<String> names = new ArrayList<>();
    for (Object settings :
        List.of(
            DattoSettings.defaults(),
            AteraSettings.defaults(),
            NinjaOneSettings.defaults(),
            OpsRampSettings.defaults())) {
      JsonNode tree = Json.tree(settings);
      tree.fieldNames().forEachRemaining(names::add);
    }
    assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void names_every_fault() {
    for (Fault.Kind kind : Fault.Kind.values()) {
      JsonNode tree = Json.tree(Fault.of(kind));
      assertThat(page).contains("| `" + tree.path("kind").asText() + "` |");
      tree.fieldNames().forEachRemaining(name -> assertThat(page).contains("`" + name + "`"));
    }
  }
}
