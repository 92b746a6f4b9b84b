package dev.caravan.notify;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of a notice: what, where, and what to do next. Pure. */
final class NoticeText {
  private static final String RUNBOOK = "docs/runbook.md#";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Notice notice;
  private final List<ToldConcern> concerns;
  private final Concern first;

  NoticeText(Notice notice) {
    this.notice = notice;
    this.concerns = notice.concerns();
    this.first = concerns.get(0).concern();
  }

  /** One line without a full stop. */
  String title() {
    return concerns.size() == 1 ? titleOfOne() : titleOfMany();
  }

  private String titleOfOne() {
    long number = concerns.get(0).untold();
    return switch (notice.event()) {
      case ABORTED ->
          number > 1
              ? "%s was aborted %d times in a row".formatted(first.sync(), number)
              : "%s was aborted and cannot go on".formatted(first.sync());
      case CREDENTIALS_REJECTED ->
          "The account %s refuses its credentials".formatted(first.account());
      case RECOVERED ->
          first.topic() == Topic.CREDENTIALS
              ? "The account %s accepts its credentials again".formatted(first.account())
              : "%s works again".formatted(first.sync());
      case GUARD_TRIPPED -> "A safety guard holds back changes of %s".formatted(first.sync());
      case GUARD_CLEARED ->
          "The safety guard of %s holds nothing back any more".formatted(first.sync());
      case DEAD_LETTERS ->
          number == 1
              ? "A change of %s was refused".formatted(first.sync())
              : "%d changes of %s were refused".formatted(number, first.sync());
    };
  }

  private String titleOfMany() {
    int syncs = concerns.size();
    return switch (notice.event()) {
      case ABORTED -> "%d syncs were aborted several times in a row".formatted(syncs);
      case CREDENTIALS_REJECTED -> "%d accounts refuse their credentials".formatted(syncs);
      case RECOVERED ->
          first.topic() == Topic.CREDENTIALS
              ? "%d accounts accept their credentials again".formatted(syncs)
              : "%d syncs work again".formatted(syncs);
      case GUARD_TRIPPED -> "A safety guard holds back changes of %d syncs".formatted(syncs);
      case GUARD_CLEARED ->
          "The safety guard of %d syncs holds nothing back any more".formatted(syncs);
      case DEAD_LETTERS ->
          "%d changes of %d syncs were refused"
              .formatted(concerns.stream().mapToLong(ToldConcern::untold).sum(), syncs);
    };
  }

  /** A line for each of the first few concerns. */
  String text() {
    String lines =
        concerns.stream()
            .limit(NoticeJson.MOST_NAMED)
            .map(told -> line(told.concern()))
            .collect(Collectors.joining("\n"));
    int more = concerns.size() - NoticeJson.MOST_NAMED;
    return more > 0 ? lines + "\nand %d more".formatted(more) : lines;
  }

  private static String line(Concern concern) {
    String where =
        "%s, cycle %d, %s".formatted(concern.sync(), concern.cycle(), TIME.format(concern.at()));
    return concern.detail().isEmpty() ? where : where + ": " + concern.detail();
  }

  /** What to do, in a sentence or two. */
  String next() {
    String sync = concerns.size() == 1 ? first.sync() : "NAME";
    return switch (notice.event()) {
      case ABORTED ->
          "Nothing is lost: a sync catches up with its next complete cycle. 'caravan check' says"
              + " what does not work.";
      case CREDENTIALS_REJECTED ->
          "Its syncs do nothing until they are renewed. 'caravan check' says which key it is.";
      case RECOVERED, GUARD_CLEARED -> "There is nothing to do.";
      case GUARD_TRIPPED ->
          "Everything else went on. 'caravan plan %s' shows what it would do; the sentence above says how to let it through."
              .formatted(sync);
      case DEAD_LETTERS -> "'caravan dead-letters list %s' says why, one by one.".formatted(sync);
    };
  }

  /** The place in the runbook. */
  String runbook() {
    String alert =
        switch (first.topic()) {
          case ABORTS -> "CaravanCyclesAborted";
          case CREDENTIALS -> "CaravanCredentialsRejected";
          case GUARD -> "CaravanGuarded";
          case DEAD_LETTERS -> "CaravanDeadLetters";
        };
    return RUNBOOK + alert.toLowerCase(Locale.ROOT);
  }
}
