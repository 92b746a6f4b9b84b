package dev.caravan.cli.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.cli.output.PrintableWriter;
import dev.caravan.cli.output.TextTable;
import dev.caravan.ledger.Entries;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All entries of one sync, one a line. */
@Command(
    name = "list",
    description = "Lists the records of a sync with state and counterpart.",
    mixinStandardHelpOptions = true)
final class LedgerList implements Callable<Integer> {
  @Mixin private OpenLedger ledger;
  @Spec private CommandSpec spec;
  private @Nullable State state;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only entries in it: intended, in-doubt, open, closing, closed or dead.")
  void setState(String word) {
    state =
        Stream.of(State.values())
            .filter(known -> known.word().equals(word))
            .findFirst()
            .orElseThrow(() -> unknown(word));
  }

  private ParameterException unknown(String word) {
    String all = Stream.of(State.values()).map(State::word).collect(Collectors.joining(", "));
    return new ParameterException(
        spec.commandLine(), "'%s' is no state; the states are %s".formatted(word, all));
  }

  @Override
  public Integer call() {
    // Lines are printed while they are read.
    ledger.with(
        open ->
            open.read(
                ledger.sync(),
                view -> {
                  if (ledger.json()) {
                    json(view.entries());
                  } else {
                    table(view.entries());
                  }
                  return true;
                }));
    return 0;
  }

  private void each(Entries entries, Consumer<Entry> consumer) {
    entries.each(
        entry -> {
          if (state == null || entry.state() == state) {
            consumer.accept(entry);
          }
        });
  }

  private void table(Entries entries) {
    PrintWriter out = spec.commandLine().getOut();
    TextTable table = new TextTable(out, 8, 12, 36);
    Map<State, Integer> counts = new EnumMap<>(State.class);
    each(
        entries,
        entry -> {
          if (counts.isEmpty()) {
            table.title("state", "target", "key", "record");
          }
          counts.merge(entry.state(), 1, Integer::sum);
          table.row(entry.state().word(), entry.targetId(), entry.key(), entry.summary());
        });
    out.println(
        counts.isEmpty()
            ? "No entries."
            : counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(", ")));
    out.flush();
  }

  /** Written as it is read: a ledger may be larger than the memory. */
  private void json(Entries entries) {
    ObjectMapper mapper = new ObjectMapper();
    PrintWriter out = spec.commandLine().getOut();
    try (JsonGenerator json = mapper.createGenerator(new PrintableWriter(out, false))) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("sync", ledger.sync());
      json.writeArrayFieldStart("entries");
      each(
          entries,
          entry -> {
            try {
              json.writeTree(LedgerJson.entry(entry));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
    out.flush();
  }
}
