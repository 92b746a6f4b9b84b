package dev.caravan.replicas;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened in one round, or in several.
 *
 * @param inTransaction how many of the freezes caught a process with a transaction open
 * @param outages how often the store was away for longer than its pool waits
 * @param struck requests that a fault of a vendor broke
 * @param doubled alerts with a second ticket, closed again or not
 * @param peakReads the most reads that any window of Datto's held
 * @param peakTickets the same of Atera's calls
 */
record RoundFigures(
    int rounds,
    int kills,
    int freezes,
    int inTransaction,
    int cuts,
    int outages,
    long struck,
    int records,
    int counterparts,
    int doubled,
    int lost,
    int closedByMistake,
    int peakReads,
    int peakTickets,
    Duration took) {
  static final RoundFigures NONE =
      new RoundFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

  RoundFigures plus(RoundFigures other) {
    return new RoundFigures(
        rounds + other.rounds,
        kills + other.kills,
        freezes + other.freezes,
        inTransaction + other.inTransaction,
        cuts + other.cuts,
        outages + other.outages,
        struck + other.struck,
        records + other.records,
        counterparts + other.counterparts,
        doubled + other.doubled,
        lost + other.lost,
        closedByMistake + other.closedByMistake,
        Math.max(peakReads, other.peakReads),
        Math.max(peakTickets, other.peakTickets),
        took.plus(other.took));
  }

  @Override
  public String toString() {
    return Stream.of(
            rounds + " rounds",
            kills + " kills",
            freezes + " freezes (" + inTransaction + " in a transaction)",
            cuts + " cuts",
            outages + " outages",
            struck + " faults struck",
            records + " records",
            counterparts + " counterparts",
            doubled + " doubled",
            lost + " lost",
            closedByMistake + " closed by mistake",
            "peak %d of %d reads".formatted(peakReads, ReplicaRound.READS),
            "%d of %d Atera calls".formatted(peakTickets, ReplicaRound.TICKET_CALLS),
            took.toSeconds() + " s")
        .collect(Collectors.joining(", "));
  }
}
