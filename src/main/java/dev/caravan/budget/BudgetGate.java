package dev.caravan.budget;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a vendor call needs of the budgets. Thread-safe. */
public interface BudgetGate {
  /**
   * Waits, interruptibly, until account and bucket admit one call.
   *
   * @param priority {@code alerts}, {@code confirm} or {@code inventory}
   * @return to be renewed right before the request leaves
   * @throws RateLimitedUntil when the wait would exceed 60 seconds
   */
  SendPermit acquire(String account, String bucket, String priority);

  /**
   * Learns from an answer what the vendor says of its limits. A pause that follows from it is kept
   * by {@link #acquire}, for every call and every process.
   *
   * @param headers names in lower case
   */
  LimitOutcome observe(
      String account,
      String bucket,
      int status,
      Map<String, String> headers,
      @Nullable String body);

  /**
   * Learns the same from an answer of the token endpoint that brought no token. Every call needs
   * one, so a pause that follows from it holds for the whole account.
   *
   * @param headers names in lower case
   */
  LimitOutcome observeToken(
      String account, int status, Map<String, String> headers, @Nullable String body);

  /**
   * Whether the vendor should be asked now for its own count of the account's calls: at the start,
   * every five minutes and after a 429. True for one caller only.
   */
  boolean calibrationDue(String account);

  /**
   * Takes over the vendor's own count of the account's calls.
   *
   * @return false when the text is not such an answer; then nothing changes
   */
  boolean seed(String account, @Nullable String json);
}
