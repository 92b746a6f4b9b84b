package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.account.Account;
import dev.caravan.call.VendorFailure;
import dev.caravan.check.Finding;
import dev.caravan.check.SyncInQuestion;
import dev.caravan.check.VendorCheck;
import dev.caravan.cycle.OperatorActionRequired;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the tables of a sync are there, and what of its rows does not fit them. */
public final class NinoxCheck implements VendorCheck {
  private static final String VENDOR = "ninox";

  /** The words that canonical records have for what a choice is likely to hold. */
  private static final List<String> KINDS =
      List.of("server", "laptop", "desktop", "printer", "hypervisor", "network");

  private static final List<String> OTHER_MEMBERS =
      List.of("os", "user", "patchStatus", "antivirus", "serial", "manufacturer", "model");

  @Override
  public String vendor() {
    return VENDOR;
  }

  @Override
  public List<Finding> check(SyncInQuestion sync) {
    List<Finding> findings = new ArrayList<>();
    if (!sync.complete()) {
      return findings;
    }
    if (sync.readsFrom(VENDOR)) {
      findings.add(source(sync));
    }
    if (sync.writesTo(VENDOR)) {
      findings.addAll(target(sync));
    }
    return findings;
  }

  private static Finding source(SyncInQuestion sync) {
    String table = sync.settings().extra("source-table").orElse("?");
    ArrayNode rows;
    try {
      rows =
          sync.caravan()
              .ask("direct:ninox-source-sample", variables(sync, sync.source()))
              .getMessage()
              .getBody(ArrayNode.class);
    } catch (RuntimeException e) {
      return failed(sync, sync.source(), e);
    }
    return takesNothing(sync, rows)
        ? Finding.hint(
            sync.name(),
            "the mapping makes nothing of a row with a value in every column of the Ninox table %s; does it look for one that the table lacks? It has:"
                .formatted(table),
            columns(rows))
        : Finding.good(sync.name(), "reads the Ninox table %s".formatted(table));
  }

  /** Whether nothing at all comes of such rows; a mapping that fails on them says nothing. */
  private static boolean takesNothing(SyncInQuestion sync, ArrayNode rows) {
    try {
      return mapped(sync, sync.source(), rows).isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static List<String> columns(ArrayNode rows) {
    List<String> names = new ArrayList<>();
    rows.path(0).path("fields").fieldNames().forEachRemaining(names::add);
    return List.of(String.join(", ", names.stream().sorted().toList()));
  }

  private static List<Finding> target(SyncInQuestion sync) {
    Account account = sync.target();
    List<?> misfits;
    try {
      misfits =
          sync.caravan()
              .ask("direct:ninox-columns", variables(sync, account), sample(sync, account))
              .getMessage()
              .getBody(List.class);
    } catch (RuntimeException e) {
      return List.of(failed(sync, account, e));
    }
    if (misfits.isEmpty()) {
      return List.of(
          Finding.good(
              sync.name(),
              "the Ninox table %s has all columns of the mapping"
                  .formatted(sync.settings().extra("target-table").orElse("?"))));
    }
    return misfits.stream()
        .map(sentence -> Finding.hint(sync.name(), String.valueOf(sentence), List.of()))
        .toList();
  }

  /**
   * What the sync's mappings make of records with every member that a device may have
   * (docs/records.md): their columns, and values for those whose form is the same for all.
   */
  private static ArrayNode sample(SyncInQuestion sync, Account account) {
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    for (String kind : KINDS) {
      ObjectNode record = page.addObject();
      record.put("key", "sample-" + kind).put("kind", kind).put("name", "sample");
      record.put("ip", "10.0.0.4").put("online", true).put("lastSeen", "2026-01-01T00:00:00Z");
      // A mapping leaves out the column of a member that its source does not tell.
      OTHER_MEMBERS.forEach(record::putNull);
      sync.ends().sourceVendor().ifPresent(vendor -> record.put("vendor", vendor));
      record.putObject("site");
      record.putObject("device");
    }
    return mapped(sync, account, page);
  }

  private static ArrayNode mapped(SyncInQuestion sync, Account account, ArrayNode records) {
    ArrayNode page = records;
    for (String mapping : sync.caravan().mappings(sync.name())) {
      page =
          sync.caravan()
              .ask("kamelet:map-action?mapping=" + mapping, variables(sync, account), page)
              .getMessage()
              .getBody(ArrayNode.class);
    }
    return page;
  }

  private static Map<String, Object> variables(SyncInQuestion sync, Account account) {
    return Map.of("sync", sync.name(), "account", account.name(), "priority", "inventory");
  }

  private static Finding failed(SyncInQuestion sync, Account account, RuntimeException failure) {
    if (failure instanceof OperatorActionRequired) {
      return Finding.wrong(sync.name(), String.valueOf(failure.getMessage()));
    }
    if (failure instanceof VendorFailure) {
      return sync.explained(account, failure);
    }
    return Finding.hint(
        sync.name(),
        "the columns of its mapping could not be found out without records; plan shows them",
        List.of(String.valueOf(failure.getMessage())));
  }
}
