package dev.caravan.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Datto's own count of an account's calls ({@code GET /v2/system/request_rate}).
 *
 * @param windowSeconds the rolling window of all counts
 * @param cutOffRatio the share of a limit from which on each answer is delayed by a second
 * @param oneBucket whether reads and writes are counted together, as on older accounts
 * @param buckets count and limit by bucket: {@code read}, {@code write} and the write operations
 */
record RequestRate(
    long windowSeconds, double cutOffRatio, boolean oneBucket, Map<String, Rate> buckets) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double USUAL_CUT_OFF = 0.9;

  /** Calls counted, and allowed, in the vendor's window. */
  record Rate(int count, int limit) {}

  /** Empty when the text is not the answer that it should be. */
  static Optional<RequestRate> parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      return root != null && root.path("accountRateLimit").asInt() > 0
          ? Optional.of(of(root))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static RequestRate of(JsonNode root) {
    Map<String, Rate> buckets = new LinkedHashMap<>();
    put(buckets, BucketPolicy.READ, root.path("accountCount"), root.path("accountRateLimit"));
    put(
        buckets,
        BucketPolicy.WRITE,
        root.path("accountWriteCount"),
        root.path("accountWriteRateLimit"));
    root.path("operationWriteStatus")
        .properties()
        .forEach(
            operation ->
                put(
                    buckets,
                    operation.getKey(),
                    operation.getValue().path("count"),
                    operation.getValue().path("limit")));
    double cutOff = root.path("accountCutOffRatio").asDouble(USUAL_CUT_OFF);
    return new RequestRate(
        root.path("slidingTimeWindowSizeSeconds").asLong(60),
        cutOff > 0 && cutOff <= 1 ? cutOff : USUAL_CUT_OFF,
        !buckets.containsKey(BucketPolicy.WRITE),
        buckets);
  }

  private static void put(Map<String, Rate> buckets, String name, JsonNode count, JsonNode limit) {
    if (limit.asInt() > 0) {
      buckets.put(name, new Rate(Math.max(0, count.asInt()), limit.asInt()));
    }
  }
}
