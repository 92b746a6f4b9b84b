package dev.caravan.cli.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.cli.output.Shown;
import dev.caravan.cli.output.TextTable;
import dev.caravan.ledger.DeadLetter;
import dev.caravan.ledger.Entry;
import dev.caravan.ledger.Event;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.LedgerView;
import dev.caravan.ledger.WriteIntent;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The whole story of one record. */
@Command(
    name = "show",
    description = "Tells the whole story of one record: what happened to it and in which cycle.",
    mixinStandardHelpOptions = true)
final class LedgerShow implements Callable<Integer> {
  @Mixin private OpenLedger ledger;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      description =
          "The record's key in the source; its target's id, also of an earlier one, or its marker"
              + " do as well.")
  private String wanted;

  private record Story(
      String key,
      @Nullable Entry entry,
      List<Event> events,
      List<WriteIntent> steps,
      List<DeadLetter> letters,
      List<GroupMember> sharing) {
    boolean isEmpty() {
      return entry == null && events.isEmpty() && steps.isEmpty() && letters.isEmpty();
    }
  }

  @Override
  public Integer call() {
    Story story = ledger.with(open -> open.read(ledger.sync(), this::story));
    if (story.isEmpty()) {
      throw new IllegalArgumentException(
          "The ledger of %s knows no record, target or marker '%s'; 'ledger list %s' shows what it knows"
              .formatted(ledger.sync(), wanted, ledger.sync()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (ledger.json()) {
      out.println(Shown.json(json(story)));
    } else {
      print(story, out);
    }
    out.flush();
    return 0;
  }

  private Story story(LedgerView view) {
    Optional<Entry> entry =
        view.entries()
            .find(wanted)
            .or(() -> byTarget(view))
            .or(() -> shared(view))
            .or(() -> view.recordOf(wanted).flatMap(view.entries()::find));
    String key = entry.map(Entry::key).orElse(wanted);
    return new Story(
        key,
        entry.orElse(null),
        view.story(key),
        view.intents().of(key),
        view.deadLetters().of(List.of(key)).getOrDefault(key, List.of()),
        view.occurrences().of(List.of(key)).getOrDefault(key, List.of()));
  }

  private Optional<Entry> shared(LedgerView view) {
    return view.occurrences().entryOf(wanted).flatMap(view.entries()::find);
  }

  private Optional<Entry> byTarget(LedgerView view) {
    List<Entry> found = new ArrayList<>();
    view.entries()
        .each(
            entry -> {
              if (wanted.equals(entry.targetId()) || wanted.equals(entry.marker())) {
                found.add(entry);
              }
            });
    return found.stream().findFirst();
  }

  private void print(Story story, PrintWriter out) {
    TextTable table = new TextTable(out, 12);
    Entry entry = story.entry();
    if (entry != null) {
      out.println(Shown.line(entry.summary()));
      table.row("key", entry.key());
      table.row("state", entry.state().word() + " (generation " + entry.generation() + ")");
      table.row("target", entry.targetId());
      table.row("marker", entry.marker());
      if (entry.missed() > 0) {
        table.row("missing", "from the last %d complete cycles".formatted(entry.missed()));
      }
      if (entry.endedByPerson()) {
        table.row("held", "a person ended it; no new one until the record has been away");
      }
      story
          .sharing()
          .forEach(
              one ->
                  table.row(
                      "stands for",
                      "%s, since %s%s"
                          .formatted(
                              one.recordKey(),
                              TextTable.time(one.openedAt()),
                              one.ended() ? ", ended" : "")));
    }
    if (!story.events().isEmpty()) {
      out.println();
    }
    TextTable events = new TextTable(out, 20, 10, 10);
    story
        .events()
        .forEach(
            event ->
                events.row(
                    TextTable.time(event.at()),
                    "cycle " + event.cycle(),
                    event.event(),
                    event.detail()));
    story
        .steps()
        .forEach(
            step ->
                out.println(
                    "%s %s since %s (step %d of cycle %d)"
                        .formatted(
                            step.op().word(),
                            step.inDoubt() ? "in doubt" : "on its way",
                            TextTable.time(step.intendedAt()),
                            step.step(),
                            step.cycle())));
    story
        .letters()
        .forEach(
            letter ->
                out.println(
                    "%s refused in cycle %d: %s%n  sent: %s"
                        .formatted(
                            letter.op().word(),
                            letter.cycle(),
                            Shown.line(letter.reason()),
                            Shown.line(letter.payload()))));
  }

  private ObjectNode json(Story story) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("sync", ledger.sync());
    json.put("key", story.key());
    json.set("entry", story.entry() == null ? null : LedgerJson.entry(story.entry()));
    story.events().forEach(event -> json.withArray("events").add(LedgerJson.event(event)));
    story.steps().forEach(step -> json.withArray("steps").add(LedgerJson.step(step)));
    story.letters().forEach(it -> json.withArray("deadLetters").add(LedgerJson.letter(it)));
    story.sharing().forEach(one -> json.withArray("standsFor").add(one.recordKey()));
    return json;
  }
}
