package dev.caravan.vendors.datto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.account.Account;
import dev.caravan.account.Accounts;
import dev.caravan.call.CallVariables;
import dev.caravan.config.Settings;
import dev.caravan.cycle.Cycle;
import dev.caravan.text.PrintableText;
import dev.caravan.text.UrlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Serial, manufacturer and model of devices, which Datto tells of one device at a time. Each cycle
 * asks for a few that are not known, or were audited anew; what is known is in the store.
 * Thread-safe.
 */
public final class Audits {
  private static final String DUE = "auditDue";
  private static final int LONGEST = 500;

  /** Classes of devices that can be audited, each at an address of its name. */
  private static final Set<String> AUDITED = Set.of("device", "printer", "esxihost");

  private static final Cycle.StateKey<Asked> ASKED = new Cycle.StateKey<>(Asked.class);

  private final AuditStore store;
  private final Accounts accounts;
  private final Settings settings;

  /** How many audits a cycle has asked for. */
  private static final class Asked {
    int audits;
  }

  public Audits(AuditStore store, Accounts accounts, Settings settings) {
    this.store = store;
    this.accounts = accounts;
    this.settings = settings;
  }

  /** Whether a sync wants audits at all. */
  public boolean wanted(String sync) {
    return most(sync) > 0;
  }

  /**
   * Fills in what is known of the page of canonical devices in the body.
   *
   * @return those whose audit this cycle should ask for, at most as many as it still may; only a
   *     cycle that writes asks for any
   */
  public List<ObjectNode> due(Exchange exchange) {
    Cycle cycle = Cycle.of(exchange);
    List<ObjectNode> devices = new ArrayList<>();
    exchange.getMessage().getBody(JsonNode.class).forEach(node -> devices.add((ObjectNode) node));
    String account = exchange.getVariable(CallVariables.ACCOUNT, String.class);
    List<String> uids = devices.stream().map(Audits::uid).toList();
    Map<String, Audit> known = store.known(account, uids);
    List<ObjectNode> unknown = new ArrayList<>();
    for (ObjectNode device : devices) {
      Audit audit = known.get(uid(device));
      if (audit != null) {
        fill(device, audit);
      }
      if ((audit == null || !audit.auditedAt().equals(auditedAt(device)))
          && AUDITED.contains(deviceClass(device))) {
        unknown.add(device);
      }
    }
    if (!cycle.synchronizing()) {
      return List.of();
    }
    store.used(account, uids);
    return allowed(cycle, unknown);
  }

  private List<ObjectNode> allowed(Cycle cycle, List<ObjectNode> unknown) {
    Asked asked = cycle.state(ASKED, Asked::new);
    int now = Math.min(unknown.size(), Math.max(0, most(cycle.sync()) - asked.audits));
    asked.audits += now;
    return unknown.subList(0, now);
  }

  /** The address of the audit of the device in the variable {@code auditDue}. */
  public String url(Exchange exchange) {
    ObjectNode device = exchange.getVariable(DUE, ObjectNode.class);
    Account account = accounts.get(exchange.getVariable(CallVariables.ACCOUNT, String.class));
    return UrlText.below(
        account.url("audit-path", deviceClass(device)), UrlText.encoded(uid(device)));
  }

  /** Keeps what the body says of the device in the variable {@code auditDue}. */
  public void keep(Exchange exchange) {
    JsonNode told = exchange.getMessage().getBody(JsonNode.class);
    keep(exchange, text(told, "serial"), text(told, "manufacturer"), text(told, "model"));
  }

  /** Remembers that there is no audit of it, so that it is not asked for again before the next. */
  public void keepNone(Exchange exchange) {
    keep(exchange, null, null, null);
  }

  private void keep(
      Exchange exchange,
      @Nullable String serial,
      @Nullable String manufacturer,
      @Nullable String model) {
    ObjectNode device = exchange.getVariable(DUE, ObjectNode.class);
    Audit audit = new Audit(auditedAt(device), serial, manufacturer, model);
    store.keep(exchange.getVariable(CallVariables.ACCOUNT, String.class), uid(device), audit);
    fill(device, audit);
  }

  /**
   * What the audit does not say stays out: somebody may have written it into the target by hand.
   */
  private static void fill(ObjectNode device, Audit audit) {
    put(device, "serial", audit.serial());
    put(device, "manufacturer", audit.manufacturer());
    put(device, "model", audit.model());
  }

  private static void put(ObjectNode device, String member, @Nullable String value) {
    if (value == null) {
      device.remove(member);
    } else {
      device.put(member, value);
    }
  }

  private int most(String sync) {
    return Integer.parseInt(settings.value(sync + ".audits-per-cycle").orElse("0"));
  }

  private static String deviceClass(ObjectNode device) {
    return device.path("raw").path("deviceClass").asText("");
  }

  private static String uid(ObjectNode device) {
    return device.path("key").asText();
  }

  private static String auditedAt(ObjectNode device) {
    return device.path("raw").path("lastAuditDate").asText("");
  }

  private static @Nullable String text(JsonNode told, String member) {
    String text = told.path(member).textValue();
    return text == null ? null : PrintableText.head(LONGEST, text);
  }
}
