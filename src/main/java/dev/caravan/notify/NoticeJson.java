package dev.caravan.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.text.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Collectors;

/** A notice as the source Kamelet emits it (docs/notify.md). Pure. */
final class NoticeJson {
  /** More are counted; nobody reads a list of three hundred in a chat. */
  static final int MOST_NAMED = 10;

  private static final int ID_LENGTH = 16;

  private NoticeJson() {}

  /** The same notice is the same text, its id too, whoever sends it and however often. */
  static ObjectNode of(Notice notice, String installation) {
    NoticeText text = new NoticeText(notice);
    Concern first = notice.concerns().get(0).concern();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id(notice, installation))
            .put("at", at(notice).truncatedTo(ChronoUnit.SECONDS).toString())
            .put("installation", installation)
            .put("event", notice.event().word())
            .put("trouble", !notice.event().isOver())
            .put("title", text.title())
            .put("text", text.text())
            .put("next", text.next())
            .put("runbook", text.runbook());
    if (!first.account().isEmpty()
        && notice.concerns().stream()
            .allMatch(told -> told.concern().account().equals(first.account()))) {
      json.put("account", first.account());
    }
    json.put("count", notice.concerns().size());
    ArrayNode concerns = json.putArray("concerns");
    notice.concerns().stream().limit(MOST_NAMED).forEach(told -> add(concerns.addObject(), told));
    return json;
  }

  private static void add(ObjectNode json, ToldConcern told) {
    Concern concern = told.concern();
    json.put("sync", concern.sync())
        .put("cycle", concern.cycle())
        .put("account", concern.account())
        .put("at", concern.at().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("number", told.untold());
    if (!concern.detail().isEmpty()) {
      json.put("error", concern.detail());
    }
  }

  private static Instant at(Notice notice) {
    return notice.concerns().stream()
        .map(told -> told.concern().at())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static String id(Notice notice, String installation) {
    String all =
        notice.concerns().stream()
            .map(ToldConcern::concern)
            .map(it -> "%s %d %d".formatted(it.subject(), it.number(), it.at().toEpochMilli()))
            .collect(Collectors.joining("\n", installation + notice.event(), ""));
    return Digest.of(all).substring(0, ID_LENGTH);
  }
}
