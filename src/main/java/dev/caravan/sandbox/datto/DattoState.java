package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The records of the tenant. Open and resolved alerts are listed newest first. Thread-safe; a
 * change of several lists is done under the lock of this object.
 */
final class DattoState {
  final RecordList sites = new RecordList();
  final RecordList devices = new RecordList();
  final RecordList open = new RecordList();
  final RecordList resolved = new RecordList();

  /** Alerts whose device is gone, and sites that the key may not see. */
  final Map<String, Boolean> deletedAlerts = new ConcurrentHashMap<>();

  final Set<String> hiddenSites = ConcurrentHashMap.newKeySet();

  /** Devices that Datto keeps for get-by-id after somebody deleted them. */
  final Set<String> deletedDevices = ConcurrentHashMap.newKeySet();

  private final InstantSource clock;

  DattoState(InstantSource clock) {
    this.clock = clock;
  }

  /** The same of an alert that somebody sees opening: it bears the time of now. */
  void openAlertNow(ObjectNode alert) {
    openAlert(alert.put("timestamp", clock.millis()));
  }

  /** The alert is open from now on, whatever became of an earlier one with its uid. */
  synchronized void openAlert(ObjectNode alert) {
    StoredRecord row = row(alert);
    resolved.remove(row.key());
    deletedAlerts.remove(row.key());
    open.remove(row.key());
    open.addFirst(row);
  }

  synchronized boolean resolve(String uid, String by) {
    Optional<StoredRecord> alert = open.remove(uid);
    alert.ifPresent(
        row -> {
          ObjectNode object = row.object();
          object.put("resolved", true).put("resolvedBy", by);
          object.put("resolvedOn", clock.millis());
          resolved.addFirst(row(object));
        });
    return alert.isPresent();
  }

  /** Merges members into an open or resolved alert, deeply; its uid stays. */
  synchronized boolean changeAlert(String uid, ObjectNode members) {
    Optional<StoredRecord> before = alert(uid);
    before.ifPresent(
        row -> {
          ObjectNode alert = row.object();
          merge(alert, members);
          alert.put("alertUid", uid);
          if (!open.replace(row(alert))) {
            resolved.replace(row(alert));
          }
        });
    return before.isPresent();
  }

  /** An alert in any state, as get-by-id would find it if it may. */
  Optional<StoredRecord> alert(String uid) {
    return open.get(uid).or(() -> resolved.get(uid));
  }

  /** The alert is gone without having been resolved. */
  synchronized boolean deleteAlert(String uid) {
    boolean known = open.remove(uid).isPresent() | resolved.remove(uid).isPresent();
    if (known) {
      deletedAlerts.put(uid, true);
    }
    return known;
  }

  /** The device is gone and takes its alerts with it. */
  synchronized boolean deleteDevice(String uid) {
    boolean known = devices.remove(uid).isPresent();
    for (RecordList alerts : new RecordList[] {open, resolved}) {
      alerts.list().stream()
          .filter(row -> uid.equals(deviceOf(row)))
          .forEach(row -> deleteAlert(row.key()));
    }
    return known;
  }

  synchronized void clear() {
    sites.clear();
    devices.clear();
    open.clear();
    resolved.clear();
    deletedAlerts.clear();
    hiddenSites.clear();
    deletedDevices.clear();
  }

  static StoredRecord row(ObjectNode alert) {
    return new StoredRecord(
        alert.path("alertUid").asText(),
        alert.path("alertSourceInfo").path("siteUid").asText(),
        Json.bytes(alert));
  }

  static String deviceOf(StoredRecord alert) {
    return alert.object().path("alertSourceInfo").path("deviceUid").asText();
  }

  /** A context with a class is replaced, because its members depend on the class. */
  static void merge(ObjectNode into, ObjectNode members) {
    members
        .properties()
        .forEach(
            member -> {
              if (member.getValue() instanceof ObjectNode deep
                  && !deep.has("@class")
                  && into.get(member.getKey()) instanceof ObjectNode target) {
                merge(target, deep);
              } else {
                into.set(member.getKey(), member.getValue());
              }
            });
  }
}
