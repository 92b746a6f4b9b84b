package dev.caravan.sandbox.ninjaone;

import java.math.BigDecimal;
import java.time.Instant;

/** Moments as NinjaOne writes them: seconds since 1970 with nine digits behind the point. */
final class DecimalSeconds {
  private DecimalSeconds() {}

  static BigDecimal of(Instant at) {
    return BigDecimal.valueOf(at.getEpochSecond())
        .add(BigDecimal.valueOf(at.getNano(), 9))
        .setScale(9);
  }
}
