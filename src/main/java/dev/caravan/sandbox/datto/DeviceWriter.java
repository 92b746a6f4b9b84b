package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.RecordList.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Writes devices with their udf keys and dates as the switches say. A device without udf values of
 * its own and with dates in milliseconds is not parsed: only the constant udf part is put behind
 * it.
 */
final class DeviceWriter {
  private final Supplier<DattoSettings> settings;
  private volatile Tail tail = new Tail(-1, 0, new byte[0]);

  private record Tail(int keys, int values, byte[] written) {}

  DeviceWriter(Supplier<DattoSettings> settings) {
    this.settings = settings;
  }

  byte[] write(StoredRecord row) {
    DattoSettings now = settings.get();
    boolean iso = now.deviceTimes() == DattoSettings.Times.ISO;
    if (!iso && !hasUdf(row.json())) {
      byte[] end = tail(now.udfKeys(), now.udfValues()).written();
      ByteArrayOutputStream out = new ByteArrayOutputStream(row.json().length + end.length);
      out.write(row.json(), 0, row.json().length - 1);
      out.writeBytes(end);
      return out.toByteArray();
    }
    return Json.bytes(full(row));
  }

  private ObjectNode full(StoredRecord row) {
    DattoSettings now = settings.get();
    ObjectNode device = row.object();
    ObjectNode own = device.path("udf") instanceof ObjectNode udf ? udf.deepCopy() : Json.object();
    ObjectNode all = device.putObject("udf");
    for (int i = 1; i <= now.udfKeys(); i++) {
      all.set(
          "udf" + i,
          own.path("udf" + i).isTextual() ? own.get("udf" + i) : udf(i, now.udfValues()));
    }
    if (now.deviceTimes() == DattoSettings.Times.ISO) {
      DeviceRecords.isoDates(device);
    }
    return device;
  }

  /** A written udf member always stands last, because it was added last. */
  private static boolean hasUdf(byte[] json) {
    return json[json.length - 2] == '}'
        && new String(json, StandardCharsets.UTF_8).contains("\"udf\":");
  }

  /** The constant value of a udf key. */
  private static JsonNode udf(int n, int values) {
    return n <= values
        ? TextNode.valueOf("Стойка %d · 棚 %d · Größe √%d".formatted(n, n, n))
        : NullNode.getInstance();
  }

  private Tail tail(int keys, int values) {
    Tail ready = tail;
    if (ready.keys() != keys || ready.values() != values) {
      ObjectNode udf = Json.object();
      for (int i = 1; i <= keys; i++) {
        udf.set("udf" + i, udf(i, values));
      }
      String written = ",\"udf\":" + new String(Json.bytes(udf), StandardCharsets.UTF_8) + "}";
      ready = new Tail(keys, values, written.getBytes(StandardCharsets.UTF_8));
      tail = ready;
    }
    return ready;
  }
}
