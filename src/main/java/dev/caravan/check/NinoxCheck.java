package dev.caravan.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.account.Account;
import dev.caravan.call.VendorFailure;
import dev.caravan.config.SyncEnds;
import dev.caravan.config.SyncSettings;
import dev.caravan.cycle.OperatorActionRequired;
import dev.caravan.runtime.CaravanRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the tables of a sync are there, and what of its rows does not fit them. */
final class NinoxCheck {
  /** The words that canonical records have for what a choice is likely to hold. */
  private static final List<String> KINDS =
      List.of("server", "laptop", "desktop", "printer", "hypervisor", "network");

  private final CaravanRuntime caravan;
  private final SyncEnds ends;
  private final SyncSettings sync;

  NinoxCheck(CaravanRuntime caravan, SyncEnds ends, SyncSettings sync) {
    this.caravan = caravan;
    this.ends = ends;
    this.sync = sync;
  }

  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    if (ends.sourceVendor().equals(Optional.of("ninox"))) {
      findings.addAll(source(caravan.accounts().get(sync.sourceAccount())));
    }
    if (ends.targetVendor().equals(Optional.of("ninox"))) {
      findings.addAll(target(caravan.accounts().get(sync.targetAccount())));
    }
    return findings;
  }

  private List<Finding> source(Account account) {
    try {
      caravan.ask("direct:ninox-identity", variables(account));
      return List.of(
          Finding.good(
              sync.name(), "reads the Ninox table %s".formatted(sync.sourceTable().orElse("?"))));
    } catch (RuntimeException e) {
      return List.of(failed(account, e));
    }
  }

  private List<Finding> target(Account account) {
    List<?> misfits;
    try {
      misfits =
          caravan
              .ask("direct:ninox-columns", variables(account), sample(account))
              .getMessage()
              .getBody(List.class);
    } catch (RuntimeException e) {
      return List.of(failed(account, e));
    }
    if (misfits.isEmpty()) {
      return List.of(
          Finding.good(
              sync.name(),
              "the Ninox table %s has all columns of the mapping"
                  .formatted(sync.targetTable().orElse("?"))));
    }
    return misfits.stream()
        .map(sentence -> Finding.hint(sync.name(), String.valueOf(sentence), List.of()))
        .toList();
  }

  /**
   * What the sync's mappings make of records that have a key and little else: their columns, and
   * those members whose form is the same for all.
   */
  private ArrayNode sample(Account account) {
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    for (String kind : KINDS) {
      ObjectNode record = page.addObject();
      record.put("key", "sample-" + kind).put("kind", kind).put("name", "sample");
      record.put("ip", "10.0.0.4").put("online", true).put("lastSeen", "2026-01-01T00:00:00Z");
      ends.sourceVendor().ifPresent(vendor -> record.put("vendor", vendor));
      record.putObject("site");
      record.putObject("device");
    }
    for (String mapping : caravan.mappings(sync.name())) {
      page =
          caravan
              .ask("kamelet:map-action?mapping=" + mapping, variables(account), page)
              .getMessage()
              .getBody(ArrayNode.class);
    }
    return page;
  }

  private Map<String, Object> variables(Account account) {
    return Map.of("sync", sync.name(), "account", account.name(), "priority", "inventory");
  }

  private Finding failed(Account account, RuntimeException failure) {
    if (failure instanceof OperatorActionRequired) {
      return Finding.wrong(sync.name(), String.valueOf(failure.getMessage()));
    }
    if (failure instanceof VendorFailure) {
      return Explanation.of(account, failure);
    }
    return Finding.hint(
        sync.name(),
        "the columns of its mapping could not be found out without records; plan shows them",
        List.of(String.valueOf(failure.getMessage())));
  }
}
