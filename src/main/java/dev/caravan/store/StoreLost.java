package dev.caravan.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;

/** Tells that an embedded store was closed by the process that had it open for the others. */
public final class StoreLost {
  /** What an operator is told of it. */
  public static final String SENTENCE = "the store was closed by the process that had it open";

  private static final Set<Integer> CODES =
      Set.of(
          ErrorCode.CONNECTION_BROKEN_1,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.OBJECT_CLOSED);

  /** What the closing process was in the middle of comes back as any error, with such words. */
  private static final Pattern CLOSED =
      Pattern.compile("(?i)\\b(?:is|already) closed\\b|ClosedChannelException");

  private StoreLost() {}

  /** Whether that is the reason of a failure. */
  public static boolean is(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql
          && (CODES.contains(sql.getErrorCode()) || isGeneral(sql) && saysClosed(sql))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGeneral(SQLException failure) {
    return failure.getErrorCode() == ErrorCode.GENERAL_ERROR_1
        || failure.getErrorCode() == ErrorCode.IO_EXCEPTION_1
        || failure.getErrorCode() == ErrorCode.IO_EXCEPTION_2;
  }

  /** H2 tells of the other process's stack in toString alone. */
  private static boolean saysClosed(SQLException failure) {
    return CLOSED.matcher(failure.getMessage() + failure).find();
  }
}
