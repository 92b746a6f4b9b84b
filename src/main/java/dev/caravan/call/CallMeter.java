package dev.caravan.call;

/** Is told of every request that was sent. Thread-safe, quick, and fails nobody. */
@FunctionalInterface
public interface CallMeter {
  /** For who counts nothing. */
  CallMeter NONE = (account, bucket, status) -> {};

  /**
   * @param bucket what the request was charged to
   * @param status of the answer; 0 when there was none
   */
  void sent(String account, String bucket, int status);
}
