package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The active alerts and the activities that tell of those that were. An alert that is reset is in
 * no list any more. Thread-safe by one lock.
 */
final class TenantAlerts {
  private static final int LEAST_PAGE = 10;
  private static final int USUAL_PAGE = 200;
  private static final int MOST_PAGE = 1000;

  private final Supplier<NinjaOneSettings> settings;
  private final InstantSource clock;
  private final Map<String, ObjectNode> active = new LinkedHashMap<>();
  private final List<ObjectNode> activities = new ArrayList<>();
  private long lastActivity = 177_000;
  private int opened;

  TenantAlerts(Supplier<NinjaOneSettings> settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void routes(Router router) {
    router.get("/v2/alerts", (r, p) -> Reply.json(200, active()));
    router.get("/v2/device/{id}/alerts", (r, p) -> Reply.json(200, of(p.get(0))));
    router.delete("/v2/alert/{uid}", (r, p) -> answerReset(p.get(0)));
    router.post("/v2/alert/{uid}/reset", (r, p) -> resetWith(r, p.get(0)));
    router.get("/v2/activities", (r, p) -> activities(r));
  }

  /**
   * One more alert; its uid.
   *
   * @param members that are to differ, null to leave one out
   */
  synchronized String open(ObjectNode members, int device) {
    String uid =
        UUID.nameUUIDFromBytes(new byte[] {(byte) (opened >> 8), (byte) opened}).toString();
    opened++;
    ObjectNode alert =
        Json.object(
            """
            {"uid":"%1$s","deviceId":%2$d,"message":"Memory Utilization is greater than or equal to\
             80%% for 5 minutes","sourceType":"CONDITION_AGENT_MEMORY",\
            "sourceConfigUid":"205b85b2-0000-0000-0000-000000000000","sourceName":"_average_",\
            "subject":"","data":{"message":{"code":"agent_cond_memory_usage_ge","params":\
            {"duration":5,"threshold":80,"unit":"%%","value":84.8}}}}\
            """,
            uid, device);
    alert.put("createTime", DecimalSeconds.of(clock.instant()));
    alert.put("updateTime", DecimalSeconds.of(clock.instant()));
    merge(alert, members);
    uid = alert.path("uid").asText();
    active.put(uid, alert);
    tell(alert, "TRIGGERED");
    return uid;
  }

  synchronized boolean change(String uid, ObjectNode members) {
    ObjectNode alert = active.get(uid);
    if (alert == null) {
      return false;
    }
    merge(alert, members);
    alert.put("updateTime", DecimalSeconds.of(clock.instant()));
    return true;
  }

  /** The condition is over, or a person has reset it. */
  synchronized boolean reset(String uid) {
    ObjectNode alert = active.remove(uid);
    if (alert != null) {
      tell(alert, "RESET");
    }
    return alert != null;
  }

  /** It is in no list, and no activity says why. */
  synchronized boolean vanish(String uid) {
    return active.remove(uid) != null;
  }

  synchronized List<ObjectNode> active() {
    return active.values().stream().map(ObjectNode::deepCopy).toList();
  }

  synchronized void clear() {
    active.clear();
    activities.clear();
    lastActivity = 177_000;
    opened = 0;
  }

  private List<ObjectNode> of(String device) {
    return active().stream().filter(a -> a.path("deviceId").asText().equals(device)).toList();
  }

  private void tell(ObjectNode alert, String statusCode) {
    ObjectNode activity = Json.object().put("id", ++lastActivity);
    activity.put("activityTime", DecimalSeconds.of(clock.instant()));
    for (String member :
        List.of("deviceId", "sourceConfigUid", "sourceName", "subject", "message")) {
      if (alert.has(member)) {
        activity.set(member, alert.get(member));
      }
    }
    activity.put("seriesUid", alert.path("uid").asText()).put("activityType", "CONDITION");
    activity
        .put("statusCode", statusCode)
        .put("status", statusCode.equals("RESET") ? "Zurückgesetzt" : "Ausgelöst");
    activity.put("type", "Bedingung");
    activities.add(activity);
  }

  private Reply answerReset(String uid) {
    if (!reset(uid)) {
      throw NinjaOneErrors.missing("Alert");
    }
    return settings.get().emptyWrites()
        ? Reply.empty(204)
        : Reply.json(200, Map.of("resultCode", "SUCCESS"));
  }

  private Reply resetWith(Request request, String uid) {
    request.objectOr(() -> NinjaOneErrors.failure(400, "The body is no JSON object").reply());
    return answerReset(uid);
  }

  /** Newest first. Both bounds are ids of activities; a moment is larger than any of them. */
  private synchronized Reply activities(Request request) {
    int size = request.number("pageSize", USUAL_PAGE);
    if (size < LEAST_PAGE || size > MOST_PAGE) {
      throw NinjaOneErrors.failure(400, "pageSize must be between 10 and 1000");
    }
    long older = bound(request, "olderThan", Long.MAX_VALUE);
    long newer = bound(request, "newerThan", 0);
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode one : activities) {
      long id = one.path("id").asLong();
      if (id < older
          && id > newer
          && has(request, "seriesUid", one.path("seriesUid").asText())
          && has(request, "type", one.path("activityType").asText())) {
        found.add(one);
      }
    }
    Collections.reverse(found);
    ObjectNode answer = Json.object().put("lastActivityId", lastActivity);
    answer.set("activities", Json.tree(found.subList(0, Math.min(size, found.size()))));
    return Reply.json(200, answer);
  }

  private static long bound(Request request, String name, long otherwise) {
    try {
      return Long.parseLong(request.query().getOrDefault(name, String.valueOf(otherwise)));
    } catch (NumberFormatException e) {
      throw NinjaOneErrors.failure(400, "Invalid " + name);
    }
  }

  private static boolean has(Request request, String name, String value) {
    return request.query().getOrDefault(name, value).equals(value);
  }

  /** Sets members; null takes one away. */
  static void merge(ObjectNode record, ObjectNode members) {
    members
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isNull()) {
                record.remove(member.getKey());
              } else {
                record.set(member.getKey(), member.getValue());
              }
            });
  }
}
