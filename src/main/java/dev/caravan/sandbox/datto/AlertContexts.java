package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Alert contexts of the documented classes, and one of a class that nobody has documented. */
final class AlertContexts {
  private static final List<Function<Random, ObjectNode>> SHAPES =
      List.of(
          random ->
              Json.object(
                  """
                  {"@class":"perf_disk_usage_ctx","diskName":"%s","diskNameDesignation":null,
                   "totalVolume":%d,"freeSpace":%d,"unitOfMeasure":"MB"}\
                  """,
                  random.nextBoolean() ? "C:" : "D:",
                  100_000 + 1000 * random.nextInt(400),
                  500 + random.nextInt(9000)),
          random ->
              Json.object("{\"@class\":\"online_offline_status_ctx\",\"status\":\"OFFLINE\"}"),
          random ->
              Json.object(
                  """
                  {"@class":"comp_script_ctx",
                   "samples":{"Alert":"Backup job %d has failed: <no media>"}}\
                  """,
                  1 + random.nextInt(9)),
          random ->
              Json.object(
                  """
                  {"@class":"eventlog_ctx","logName":"Application","code":"%d","type":"ERROR",
                   "source":"Application Error",
                   "description":"Faulting application &quot;spooler&quot; &amp; module&lrm;",
                   "triggerCount":%d,"lastTriggered":null,"causedSuspension":false}\
                  """,
                  1000 + random.nextInt(100), 1 + random.nextInt(20)),
          random ->
              Json.object(
                  "{\"@class\":\"perf_resource_usage_ctx\",\"percentage\":%s,\"type\":\"%s\"}",
                  90 + random.nextInt(1000) / 100.0, random.nextBoolean() ? "CPU" : "MEMORY"),
          random ->
              Json.object(
                  """
                  {"@class":"antivirus_ctx","productName":"Windows Defender",
                   "status":"NotRunning"}\
                  """),
          random ->
              Json.object(
                  """
                  {"@class":"patch_ctx","result":"FAILED","info":"Patch could not be installed",
                   "patchUid":"patch-%d","policyUid":"policy-%d"}\
                  """,
                  random.nextInt(1000), random.nextInt(10)),
          random ->
              Json.object(
                  """
                  {"@class":"srvc_status_ctx","serviceName":"Print Spooler","status":"STOPPED"}\
                  """),
          random ->
              Json.object(
                  """
                  {"@class":"srvc_resource_usage_ctx","serviceName":"sqlservr","sample":%d,
                   "type":"CPU"}\
                  """,
                  80 + random.nextInt(20)),
          random ->
              Json.object(
                  """
                  {"@class":"fs_object_ctx","path":"C:\\\\Temp\\\\größe.log","condition":"SIZE_OVER",
                   "threshold":1000,"sample":%d,"objectType":"FILE"}\
                  """,
                  1001 + random.nextInt(5000)),
          random ->
              Json.object(
                  "{\"@class\":\"perf_mon_ctx\",\"value\":%s}", random.nextInt(100_000) / 100.0),
          random ->
              Json.object(
                  "{\"@class\":\"ping_ctx\",\"roundtripTime\":%d,\"reasons\":null}",
                  200 + random.nextInt(800)),
          random ->
              Json.object(
                  """
                  {"@class":"sw_action_ctx","packageName":"7-Zip","version":"24.08",
                   "actionType":"INSTALLED"}\
                  """),
          random -> Json.object("{\"@class\":\"wmi_ctx\",\"value\":\"Degraded\"}"),
          random ->
              Json.object(
                  "{\"@class\":\"temperature_ctx\",\"sensor\":\"Inlet\",\"celsius\":%d}",
                  40 + random.nextInt(30)));

  private AlertContexts() {}

  /** The context of the n-th alert: the classes in turn, the values at random. */
  static ObjectNode context(int n, Random random) {
    return SHAPES.get(Math.floorMod(n, SHAPES.size())).apply(random);
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
