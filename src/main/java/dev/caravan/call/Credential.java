package dev.caravan.call;

/** What proved the account's identity in one request. Its {@code toString} shows no secret. */
public interface Credential {
  /** The text that must not appear anywhere. */
  String secret();

  /** Whether another one can be had without the operator. */
  boolean renewable();

  /** The vendor refused it; it must not be used again if another one can be had. */
  void refused();

  /** The vendor took it. */
  default void accepted() {}
}
