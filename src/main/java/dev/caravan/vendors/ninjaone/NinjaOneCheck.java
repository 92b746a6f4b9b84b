package dev.caravan.vendors.ninjaone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.check.Finding;
import dev.caravan.check.SyncInQuestion;
import dev.caravan.check.VendorCheck;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether the tickets of a sync find a form, a board, their statuses and organizations. */
public final class NinjaOneCheck implements VendorCheck {
  private static final String VENDOR = "ninjaone";

  @Override
  public String vendor() {
    return VENDOR;
  }

  @Override
  public List<Finding> check(SyncInQuestion sync) {
    if (!sync.writesTo(VENDOR)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        chosen(
            sync,
            "direct:ninjaone-ticket-forms",
            forms -> "opens tickets with the form " + TicketChoices.form(sync.settings(), forms)));
    findings.add(
        chosen(
            sync,
            "direct:ninjaone-ticket-boards",
            boards -> "finds them on the board " + TicketChoices.board(sync.settings(), boards)));
    findings.add(
        chosen(
            sync,
            "direct:ninjaone-ticket-statuses",
            rows ->
                "opens them as %s and closes them as %s"
                    .formatted(
                        TicketChoices.openStatus(sync.settings(), rows),
                        TicketChoices.closedStatus(sync.settings(), rows))));
    findings.addAll(organizations(sync));
    findings.add(
        Finding.hint(
            sync.name(),
            "whether NinjaOne lets this client write tickets shows only when one is written: some"
                + " tenants want a person for that (user_context_required)",
            List.of()));
    return findings;
  }

  private static Finding chosen(
      SyncInQuestion sync, String route, Function<List<JsonNode>, String> choice) {
    Account target = sync.target();
    try {
      return Finding.good(sync.name(), choice.apply(sync.rows(route, target)));
    } catch (OperatorActionRequired e) {
      return Finding.wrong(sync.name(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return sync.explained(target, e);
    }
  }

  /** Whether there is the organization that is set, and which sites have none of their name. */
  private static List<Finding> organizations(SyncInQuestion sync) {
    List<JsonNode> organizations;
    boolean others;
    try {
      organizations = sync.rows("direct:ninjaone-sites", sync.target());
      others = TicketChoices.organization(sync.settings(), organizations).isPresent();
    } catch (OperatorActionRequired e) {
      return List.of(Finding.wrong(sync.name(), String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      return List.of(sync.explained(sync.target(), e));
    }
    Account source = sync.source();
    String route = "direct:" + source.vendor() + "-sites";
    if (!sync.caravan().answers(route)) {
      return List.of();
    }
    try {
      return List.of(sites(sync, sync.rows(route, source), organizations, others));
    } catch (RuntimeException e) {
      return List.of(sync.explained(source, e));
    }
  }

  private static Finding sites(
      SyncInQuestion sync, List<JsonNode> sites, List<JsonNode> organizations, boolean others) {
    List<String> strangers =
        sites.stream()
            .filter(site -> !site.path("kind").asText().equals("system"))
            .map(site -> site.path("name").asText().strip())
            .filter(
                site ->
                    organizations.stream()
                        .noneMatch(one -> Names.same(one.path("name").asText(), site)))
            .toList();
    return strangers.isEmpty()
        ? Finding.good(sync.name(), "every site has an organization of its name")
        : Finding.hint(
            sync.name(),
            "%d sites have no NinjaOne organization of their name; their alerts %s"
                .formatted(
                    strangers.size(),
                    others
                        ? "go to organization-id"
                        : "become dead letters until organization-id is set"),
            strangers);
  }
}
