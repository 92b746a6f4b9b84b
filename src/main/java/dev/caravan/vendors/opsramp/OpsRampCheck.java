package dev.caravan.vendors.opsramp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.account.Account;
import dev.caravan.call.VendorFailure;
import dev.caravan.check.Finding;
import dev.caravan.check.SyncInQuestion;
import dev.caravan.check.VendorCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Whether the incidents of a sync have what their client demands of them. Stateless. */
public final class OpsRampCheck implements VendorCheck {
  private static final String VENDOR = "opsramp";

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
    client(sync, findings);
    IncidentTerms terms = new IncidentTerms(sync.settings());
    asked(sync, "urgencies-path", findings, rows -> terms.level("urgency-id", rows));
    asked(sync, "business-impacts-path", findings, rows -> terms.level("business-impact-id", rows));
    asked(sync, "status-reasons-path", findings, terms::reason);
    asked(sync, "incident-form-path", findings, terms::form);
    return findings;
  }

  /** Incidents belong to clients; a partner only sees those of all of them. */
  private static void client(SyncInQuestion sync, List<Finding> findings) {
    String tenant = sync.target().optional("tenant-id").orElse("");
    if (tenant.startsWith("msp_")) {
      findings.add(
          Finding.hint(
              sync.name(),
              "%s.tenant-id=%s is a partner, and incidents belong to its clients; set it to one"
                      .formatted(sync.target().name(), tenant)
                  + " (client_7)",
              List.of()));
    }
  }

  /** What a list of the tenant's says of the settings; who may not read it learns that. */
  private static void asked(
      SyncInQuestion sync,
      String path,
      List<Finding> findings,
      Function<List<JsonNode>, List<Finding>> question) {
    Account target = sync.target();
    try {
      JsonNode body =
          sync.caravan()
              .ask(
                  "direct:opsramp-get",
                  Map.of("account", target.name(), "priority", "alerts", "url", target.url(path)))
              .getMessage()
              .getBody(JsonNode.class);
      findings.addAll(question.apply(rows(body)));
    } catch (VendorFailure.Missing | VendorFailure.Forbidden e) {
      findings.add(
          Finding.hint(
              sync.name(),
              "what OpsRamp has at %s could not be read, so the settings for it were not checked"
                  .formatted(target.url(path)),
              List.of()));
    } catch (RuntimeException e) {
      findings.add(sync.explained(target, e));
    }
  }

  private static List<JsonNode> rows(JsonNode body) {
    JsonNode rows = body.isArray() ? body : body.path("results");
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
