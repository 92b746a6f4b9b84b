package dev.caravan.store;

import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;

/** Tells that an embedded store was closed by the process that had it open for the others. */
public final class StoreLost {
  /** What an operator is told of it. */
  public static final String SENTENCE = "the store was closed by the process that had it open";

  private static final Set<Integer> CODES =
      Set.of(
          ErrorCode.CONNECTION_BROKEN_1,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.DATABASE_IS_CLOSED);

  private StoreLost() {}

  /** Whether that is the reason of a failure. */
  public static boolean is(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && CODES.contains(sql.getErrorCode())) {
        return true;
      }
    }
    return false;
  }
}
