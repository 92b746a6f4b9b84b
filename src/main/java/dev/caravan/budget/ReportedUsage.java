package dev.caravan.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's own count of an account's calls, in the form that its mapping gives it.
 *
 * @param windowSeconds the rolling window of all counts
 * @param cutOffRatio the share of a limit from which on each answer is delayed
 * @param oneBucket whether all calls are counted together, as on older accounts
 * @param buckets count and limit by bucket
 */
record ReportedUsage(
    long windowSeconds, double cutOffRatio, boolean oneBucket, Map<String, Rate> buckets) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long USUAL_WINDOW_SECONDS = 60;

  /** Calls counted, and allowed, in the vendor's window. */
  record Rate(int count, int limit) {}

  /** Empty when the text is not what a mapping makes of such an answer. */
  static Optional<ReportedUsage> parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      Map<String, Rate> buckets = new LinkedHashMap<>();
      if (root != null) {
        root.path("buckets").properties().forEach(bucket -> put(buckets, bucket));
      }
      return buckets.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ReportedUsage(
                  root.path("windowSeconds").asLong(USUAL_WINDOW_SECONDS),
                  cutOff(root.path("cutOffRatio").asDouble(1)),
                  root.path("oneBucket").asBoolean(),
                  buckets));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static double cutOff(double ratio) {
    return ratio > 0 && ratio <= 1 ? ratio : 1;
  }

  private static void put(Map<String, Rate> buckets, Map.Entry<String, JsonNode> bucket) {
    int limit = bucket.getValue().path("limit").asInt();
    if (limit > 0) {
      int count = Math.max(0, bucket.getValue().path("count").asInt());
      buckets.put(bucket.getKey(), new Rate(count, limit));
    }
  }
}
