package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Splice;
import java.util.List;
import java.util.function.Supplier;

/** Moves the rows of a list while somebody pages through it. Called under the seed's lock. */
final class MovingRows {
  private final DattoState state;
  private final DattoSeed seed;
  private final Supplier<DattoSettings> settings;

  MovingRows(DattoState state, DattoSeed seed, Supplier<DattoSettings> settings) {
    this.state = state;
    this.seed = seed;
    this.settings = settings;
  }

  void move(Request request, boolean insert) {
    boolean devices = request.path().endsWith("/devices");
    if (!insert) {
      removeFrom(devices ? state.devices : state.open, request, devices);
    } else if (devices) {
      ObjectNode device = seed.addDevice();
      String uid = device.path("uid").asText();
      state.devices.remove(uid);
      state.devices.addFirst(
          new StoredRecord(uid, device.path("siteUid").asText(), Json.bytes(device)));
    } else {
      seed.addAlert();
    }
  }

  /** The first row of the page goes: an alert is resolved, a device deleted. */
  private void removeFrom(RecordList rows, Request request, boolean devices) {
    long from = DattoPages.range(request, settings.get()).from();
    List<StoredRecord> first = Splice.slice(rows.list(), from, 1);
    for (StoredRecord row : first) {
      if (devices) {
        state.deleteDevice(row.key());
      } else {
        state.resolve(row.key(), "system");
      }
    }
  }
}
