package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Alert contexts of the documented classes, and one of a class that nobody has documented. */
final class AlertContexts {
  private record Shape(String name, BiConsumer<ObjectNode, Random> fill) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "perf_disk_usage_ctx",
              (ctx, random) ->
                  ctx.put("diskName", random.nextBoolean() ? "C:" : "D:")
                      .putNull("diskNameDesignation")
                      .put("totalVolume", 100_000 + 1000 * random.nextInt(400))
                      .put("freeSpace", 500 + random.nextInt(9000))
                      .put("unitOfMeasure", "MB")),
          new Shape("online_offline_status_ctx", (ctx, random) -> ctx.put("status", "OFFLINE")),
          new Shape(
              "comp_script_ctx",
              (ctx, random) ->
                  ctx.putObject("samples")
                      .put(
                          "Alert",
                          "Backup job " + (1 + random.nextInt(9)) + " has failed: <no media>")),
          new Shape(
              "eventlog_ctx",
              (ctx, random) ->
                  ctx.put("logName", "Application")
                      .put("code", String.valueOf(1000 + random.nextInt(100)))
                      .put("type", "ERROR")
                      .put("source", "Application Error")
                      .put(
                          "description",
                          "Faulting application &quot;spooler&quot; &amp; module&lrm;")
                      .put("triggerCount", 1 + random.nextInt(20))
                      .putNull("lastTriggered")
                      .put("causedSuspension", false)),
          new Shape(
              "perf_resource_usage_ctx",
              (ctx, random) ->
                  ctx.put("percentage", 90 + random.nextInt(1000) / 100.0)
                      .put("type", random.nextBoolean() ? "CPU" : "MEMORY")),
          new Shape(
              "antivirus_ctx",
              (ctx, random) ->
                  ctx.put("productName", "Windows Defender").put("status", "NotRunning")),
          new Shape(
              "patch_ctx",
              (ctx, random) ->
                  ctx.put("result", "FAILED")
                      .put("info", "Patch could not be installed")
                      .put("patchUid", "patch-" + random.nextInt(1000))
                      .put("policyUid", "policy-" + random.nextInt(10))),
          new Shape(
              "srvc_status_ctx",
              (ctx, random) -> ctx.put("serviceName", "Print Spooler").put("status", "STOPPED")),
          new Shape(
              "srvc_resource_usage_ctx",
              (ctx, random) ->
                  ctx.put("serviceName", "sqlservr")
                      .put("sample", 80 + random.nextInt(20))
                      .put("type", "CPU")),
          new Shape(
              "fs_object_ctx",
              (ctx, random) ->
                  ctx.put("path", "C:\\Temp\\größe.log")
                      .put("condition", "SIZE_OVER")
                      .put("threshold", 1000)
                      .put("sample", 1001 + random.nextInt(5000))
                      .put("objectType", "FILE")),
          new Shape(
              "perf_mon_ctx", (ctx, random) -> ctx.put("value", random.nextInt(100_000) / 100.0)),
          new Shape(
              "ping_ctx",
              (ctx, random) ->
                  ctx.put("roundtripTime", 200 + random.nextInt(800)).putNull("reasons")),
          new Shape(
              "sw_action_ctx",
              (ctx, random) ->
                  ctx.put("packageName", "7-Zip")
                      .put("version", "24.08")
                      .put("actionType", "INSTALLED")),
          new Shape("wmi_ctx", (ctx, random) -> ctx.put("value", "Degraded")),
          new Shape(
              "temperature_ctx",
              (ctx, random) -> ctx.put("sensor", "Inlet").put("celsius", 40 + random.nextInt(30))));

  private AlertContexts() {}

  /** The context of the n-th alert: the classes in turn, the values at random. */
  static ObjectNode context(int n, Random random) {
    Shape shape = SHAPES.get(Math.floorMod(n, SHAPES.size()));
    ObjectNode context = Json.object().put("@class", shape.name());
    shape.fill().accept(context, random);
    return context;
  }

  /** The same condition with other measured values; true when there was one to change. */
  static boolean remeasure(ObjectNode context, Random random) {
    for (String member :
        List.of("freeSpace", "percentage", "triggerCount", "sample", "roundtripTime", "celsius")) {
      if (context.path(member).isNumber()) {
        context.put(member, context.path(member).asInt() + 1 + random.nextInt(5));
        return true;
      }
    }
    return false;
  }
}
