package dev.caravan.storm;

import dev.caravan.sandbox.atera.PersonAction;
import dev.caravan.sandbox.atera.TicketSnapshot;
import dev.caravan.scenario.TicketScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What alerts and people do between two cycles, at random. */
final class Happenings {
  private static final List<String> PRIORITIES =
      List.of("Critical", "High", "Moderate", "Low", "Information");

  /** With fewer devices none is deleted. */
  private static final int LEAST_DEVICES = 20;

  private static final int DEVICES = 5;
  private static final int DISKS = 2;

  /** People work on the latest tickets. */
  private static final int AT_HAND = 60;

  private final TicketScenario scenario;
  private final Books books;
  private final Random random;
  private final boolean shared;
  private final List<String> returning = new ArrayList<>();
  private long deeds;
  private long triggered;

  Happenings(TicketScenario scenario, Books books, Standing standing, Random random) {
    this.shared = standing.isShared();
    this.scenario = scenario;
    this.books = books;
    this.random = random;
  }

  /** How many times a person did something to a ticket. */
  long deeds() {
    return deeds;
  }

  void alerts() {
    for (int i = random.nextInt(4); i > 0; i--) {
      scenario.sandbox.datto().openAlerts(1 + random.nextInt(3));
    }
    for (int i = shared ? random.nextInt(4) : 0; i > 0; i--) {
      trigger();
    }
    List<String> open = new ArrayList<>(scenario.openKeys());
    for (int i = random.nextInt(6); i > 0 && !open.isEmpty(); i--) {
      String key = open.remove(random.nextInt(open.size()));
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> change(key);
        case 3, 4, 5, 6 -> scenario.sandbox.datto().resolveAlert(key);
        case 7 -> {
          // It flaps: resolved, and open again under another uid.
          scenario.sandbox.datto().resolveAlert(key);
          scenario.sandbox.datto().openAlerts(1);
        }
        case 8 -> {
          scenario.sandbox.datto().deleteAlert(key);
          if (!shared) {
            returning.add(key);
          }
        }
        default -> deleteDeviceOf(key);
      }
    }
    if (!returning.isEmpty() && random.nextInt(6) == 0) {
      String key = returning.remove(0);
      if (!scenario.openKeys().contains(key)) {
        scenario.opens(key);
      }
    }
  }

  /** One of few conditions, so that several alerts of it are often open at a time. */
  private void trigger() {
    String device = "d" + random.nextInt(DEVICES);
    String disk = (char) ('C' + random.nextInt(DISKS)) + ":";
    scenario.opens("t" + triggered++, device, disk, scenario.clock.instant());
  }

  void change(String key) {
    String priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
    if (shared) {
      // What an alert is about does not change, only how grave it is.
      scenario.changes(key, "{\"priority\":\"%s\"}".formatted(priority));
      return;
    }
    char disk = (char) ('C' + random.nextInt(20));
    scenario
        .sandbox
        .datto()
        .changeAlert(
            key,
            TicketScenario.json(
                "{\"priority\":\"%s\",\"alertContext\":{\"diskName\":\"%s:\"}}"
                    .formatted(priority, disk)));
  }

  private void deleteDeviceOf(String key) {
    if (scenario.sandbox.datto().devices().size() <= LEAST_DEVICES) {
      return;
    }
    scenario.sandbox.datto().openAlerts().stream()
        .filter(alert -> alert.path("alertUid").asText().equals(key))
        .map(alert -> alert.path("alertSourceInfo").path("deviceUid").asText())
        .findFirst()
        .ifPresent(scenario.sandbox.datto()::deleteDevice);
    scenario.sandbox.datto().addDevices(1);
  }

  void people() {
    List<TicketSnapshot> tickets = scenario.tickets();
    for (int i = random.nextInt(3); i > 0 && !tickets.isEmpty(); i--) {
      TicketSnapshot ticket = tickets.get(random.nextInt(Math.min(tickets.size(), AT_HAND)));
      PersonAction action = deed(tickets);
      if (scenario.sandbox.atera().person(ticket.id(), action)) {
        books.person(ticket, action);
        deeds++;
      }
    }
  }

  /** Somebody answers a mail of a ticket, or writes one that quotes it. */
  void mails() {
    List<TicketSnapshot> tickets = scenario.tickets();
    if (tickets.isEmpty() || random.nextInt(4) > 0) {
      return;
    }
    TicketSnapshot quoted = tickets.get(random.nextInt(Math.min(tickets.size(), AT_HAND)));
    String title = quoted.title();
    long mail =
        random.nextBoolean()
            ? scenario
                .sandbox
                .atera()
                .createTicket("Email", "RE: " + title, "Still so.\n> " + quoted.description())
            : scenario
                .sandbox
                .atera()
                .createTicket("Portal", "Like \"" + title + "\"", "See\n" + quoted.description());
    books.personOpens(mail);
    deeds++;
  }

  private PersonAction deed(List<TicketSnapshot> tickets) {
    return switch (random.nextInt(11)) {
      case 9 ->
          new PersonAction.Edit("Like " + tickets.get(random.nextInt(tickets.size())).title());
      case 10 ->
          new PersonAction.Comment(
              "> [" + tickets.get(random.nextInt(tickets.size())).marker() + "/closed] what now?",
              random.nextBoolean(),
              random.nextBoolean());
      case 0, 1 -> new PersonAction.Edit("Somebody's own title " + deeds);
      case 2, 3 ->
          new PersonAction.Comment("I look at it", random.nextBoolean(), random.nextBoolean());
      case 4 -> new PersonAction.Status("Pending");
      case 5 -> new PersonAction.Close();
      case 6 -> new PersonAction.Reopen();
      case 7 -> new PersonAction.Assign(7);
      default -> new PersonAction.Delete();
    };
  }
}
