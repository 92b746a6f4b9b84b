package dev.caravan.store;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;

/**
 * What kept a store from being opened.
 *
 * @param failure as the pool, the migration or the driver threw it
 */
record OpeningFault(StoreSettings settings, Throwable failure) {
  /** H2 has one code for all that can be wrong with a lock file. */
  private static final Pattern LOCK_FILE_IN_MOTION =
      Pattern.compile("(?i)recently modified|concurrent update|timeout");

  /** Whether another process is opening or closing the file just now: worth another try. */
  boolean isPassing() {
    if (!settings.isFile()) {
      return false;
    }
    return switch (code()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 -> true;
      case ErrorCode.ERROR_OPENING_DATABASE_1 -> LOCK_FILE_IN_MOTION.matcher(reason()).find();
      default -> StoreLost.is(failure);
    };
  }

  /** What is wrong and what to do, in one sentence. */
  String sentence() {
    if (isPassing()) {
      return ("The store %s is open in another process that does not share it, or is just opening"
                  + " or closing it (%s). Try again when that one has ended; in caravan.store.url"
                  + " nothing but AUTO_SERVER=TRUE lets several processes in.")
          .formatted(settings, reason());
    }
    return switch (settings.isFile() ? code() : 0) {
      case ErrorCode.FILE_CORRUPTED_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
          ("The store %s cannot be read: %s. If the file is damaged, put a backup of it in its"
               + " place; without one, move it away and run 'caravan ledger rebuild SYNC' for each"
               + " sync.")
              .formatted(settings, reason());
      case ErrorCode.FILE_CREATION_FAILED_1 ->
          "The store %s cannot be made: %s. Make its folder writable, or correct caravan.store.url."
              .formatted(settings, reason());
      default ->
          "The store %s cannot be opened: %s. Check caravan.store.url, .username and .password."
              .formatted(settings, reason());
    };
  }

  private int code() {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql) {
        return sql.getErrorCode();
      }
    }
    return 0;
  }

  /** The innermost message that there is: some say nothing but their class. */
  private String reason() {
    String reason = "";
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = e.getMessage();
      if (message != null && !message.isBlank()) {
        reason = message;
      }
    }
    return reason.lines().findFirst().orElse("").replaceAll("\\.$", "");
  }
}
