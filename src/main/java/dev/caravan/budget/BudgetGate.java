package dev.caravan.budget;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a vendor call needs of the budgets. Thread-safe. */
public interface BudgetGate {
  /**
   * Waits, interruptibly, until account and bucket admit one call.
   *
   * @param priority {@code alerts}, {@code confirm} or {@code inventory}
   * @throws Parked when the wait would exceed 60 seconds
   */
  void acquire(String account, String bucket, String priority);

  /**
   * Learns from an answer what the vendor says of its limits. A pause that follows from it is kept
   * by {@link #acquire}, for every call and every process.
   *
   * @param headers names in lower case
   */
  Verdict observe(
      String account,
      String bucket,
      int status,
      Map<String, String> headers,
      @Nullable String body);
}
