package dev.caravan.call;

/** The names under which the routes and the beans share data of a call. */
public final class CallVariables {
  /** Variables set by who asks: account, method, url, priority. */
  public static final String ACCOUNT = "account";

  public static final String METHOD = "method";
  public static final String URL = "url";
  public static final String PRIORITY = "priority";

  /** Variable set by who sends no JSON: what the body, a text, is. */
  public static final String CONTENT_TYPE = "contentType";

  /** Variable set by who reads a single record: what comes of it says nothing of the account. */
  public static final String ONE_RECORD = "oneRecord";

  /** Variable set by a sync's route: who the call is counted for. */
  public static final String SYNC = "sync";

  /** Variable set with the state of a record: when it was resolved, ISO-8601 text, or null. */
  public static final String RESOLVED_AT = "resolvedAt";

  /** Variable set after a call: a {@link Response}. */
  public static final String RESPONSE = "response";

  /** Exchange property: the {@link Credential} of the request under way. */
  public static final String CREDENTIAL = "CaravanCredential";

  /**
   * Exchange property: a {@link Runnable} that throws when a write may not be sent after all; it
   * runs right before the first byte of each write leaves.
   */
  public static final String BEFORE_WRITING = "CaravanBeforeWriting";

  /**
   * Exchange property: a set of names; of objects that are members of such a name, the answer holds
   * only the members that are not null.
   */
  public static final String SPARSE = "CaravanSparse";

  /** Exchange property: {@code System.nanoTime()} before the budget was asked. */
  static final String ASKED_NANOS = "CaravanAskedNanos";

  /**
   * Exchange property: the {@link dev.caravan.budget.SendPermit} of the call that is to be sent.
   */
  static final String ADMISSION = "CaravanAdmission";

  /** Exchange property: what the call is charged to. */
  static final String BUCKET = "CaravanBucket";

  /** Exchange property: the {@link Retries} of the call that is being tried again. */
  static final String RETRIES = "CaravanRetries";

  /** Exchange property: whether the policy sends the failed call again. */
  static final String AGAIN = "CaravanAgain";

  private CallVariables() {}
}
