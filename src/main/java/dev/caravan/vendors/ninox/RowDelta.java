package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.CallVariables;
import dev.caravan.config.Settings;
import dev.caravan.cycle.Cycle;
import dev.caravan.ledger.SourcePosition;
import dev.caravan.ledger.SourcePositions;
import dev.caravan.paging.Pages;
import dev.caravan.reconcile.record.Rules;
import dev.caravan.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a cycle reads the whole table or only what has changed, and keeps how far it came
 * once the cycle has ended with nothing left over. Thread-safe; what a reading saw is in its
 * exchange.
 */
public final class RowDelta {
  private static final String READING = "rowReading";
  private static final String FULL_READ_EVERY = "1h";

  private final SourcePositions positions;
  private final NinoxTables tables;
  private final Settings settings;
  private final Rules.Book rules;

  public RowDelta(
      SourcePositions positions, NinoxTables tables, Settings settings, Rules.Book rules) {
    this.positions = positions;
    this.tables = tables;
    this.settings = settings;
    this.rules = rules;
  }

  private static final class Reading {
    final @Nullable SourcePosition known;
    final OptionalLong since;
    long highest;
    boolean numbered = true;

    Reading(@Nullable SourcePosition known, OptionalLong since) {
      this.known = known;
      this.since = since;
    }
  }

  /** Makes the address of the first page: of the changes, unless the whole table is due. */
  public void begin(Exchange exchange) {
    Cycle cycle = Cycle.of(exchange);
    SourcePosition known = positions.of(cycle.sync()).orElse(null);
    OptionalLong since =
        cycle.acceptCloses() > 0 || cycle.rebuilding()
            ? OptionalLong.empty()
            : SourcePosition.begin(
                known, cycle.startedAt(), rules.of(cycle.sync()).digest(), fullReadEvery(cycle));
    exchange.setVariable(READING, new Reading(known, since));
    TableSchema table = tables.source(exchange);
    exchange.setVariable(Pages.COLLECTION, "records");
    exchange.setVariable(CallVariables.URL, table.pageUrl(""));
    if (since.isPresent() && known != null) {
      exchange.setVariable(
          CallVariables.URL,
          table.pageUrl("updated=true&sinceSq=%d&".formatted(since.getAsLong())));
      cycle.progress().listsChangesOnly();
      cycle
          .progress()
          .note(
              "reading",
              ("only rows changed after number %d were read, which closes nothing; the whole table"
                      + " is read from %s on")
                  .formatted(since.getAsLong(), due(known, cycle)));
    }
  }

  /** Notes how far the page in the body goes. */
  public void collect(Exchange exchange) {
    Reading reading = exchange.getVariable(READING, Reading.class);
    for (JsonNode row : exchange.getMessage().getBody(JsonNode.class)) {
      JsonNode sequence = row.path("sequence");
      reading.numbered &= sequence.canConvertToLong();
      reading.highest = Math.max(reading.highest, sequence.asLong());
    }
  }

  /** The reading is whole: its position is kept if the cycle leaves nothing over. */
  public void end(Exchange exchange) {
    Reading reading = (Reading) exchange.removeVariable(READING);
    Cycle cycle = Cycle.of(exchange);
    // Rows without a number: their changes cannot be asked for.
    if (reading.numbered) {
      SourcePosition position =
          SourcePosition.after(
              reading.known,
              reading.since.isPresent(),
              reading.highest,
              cycle.startedAt(),
              rules.of(cycle.sync()).digest(),
              fullReadEvery(cycle));
      cycle.progress().whenSettled(() -> positions.keep(cycle.sync(), cycle.number(), position));
    }
  }

  private Instant due(SourcePosition known, Cycle cycle) {
    return known.fullReadAt().plus(fullReadEvery(cycle)).truncatedTo(ChronoUnit.SECONDS);
  }

  private Duration fullReadEvery(Cycle cycle) {
    return Durations.parse(
        settings.value(cycle.sync() + ".full-read-every").orElse(FULL_READ_EVERY));
  }
}
