package dev.caravan.sandbox.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a request meets at the door.
 *
 * @param refusal the answer when it goes no further
 * @param delay how much later its answer comes when it does
 */
public record Admission(@Nullable Reply refusal, Duration delay) {
  public static Admission granted() {
    return new Admission(null, Duration.ZERO);
  }

  public static Admission granted(Duration delay) {
    return new Admission(null, delay);
  }

  public static Admission refused(Reply refusal) {
    return new Admission(refusal, Duration.ZERO);
  }
}
