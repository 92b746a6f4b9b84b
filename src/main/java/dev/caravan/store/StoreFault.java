package dev.caravan.store;

import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.transaction.TransactionException;
import org.sqlite.SQLiteException;

/** What is wrong with a store that fails, in words for the operator. */
public final class StoreFault {
  private static final int PRIMARY = 0xff;
  private static final Pattern DRIVERS = Pattern.compile("^\\[\\w+\\] .*?\\((.*)\\)$");
  private static final Set<Integer> BUSY = Set.of(5, 6);

  /** SQLSTATE of PostgreSQL: no connection, shutting down or starting, too many connections. */
  private static final Pattern AWAY = Pattern.compile("08...|57P0[123]|53300");

  private StoreFault() {}

  /** What is wrong and what to do, as the end of a sentence, without a full stop. */
  public static String of(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLiteException sqlite) {
        return of(sqlite);
      }
      if (e instanceof FileSystemException file) {
        return unwritable(reason(file));
      }
    }
    return reason(failure);
  }

  /** Whether a failure, or what caused it, came from a store. */
  public static boolean is(Throwable failure) {
    return in(failure).isPresent();
  }

  /** What a store failed with, in an exception that nobody else has: as transactions throw it. */
  public static Optional<RuntimeException> in(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException) {
        return Optional.of(new TransactionException(e));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the store may be there in a moment: a server that cannot be reached, starts, stops or
   * has no connection left, or a file that another process holds.
   */
  static boolean isAway(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLiteException sqlite) {
        return BUSY.contains(sqlite.getResultCode().code & PRIMARY);
      }
      if (e instanceof SQLException sql && sql.getSQLState() != null) {
        return AWAY.matcher(sql.getSQLState()).matches();
      }
    }
    return false;
  }

  private static String of(SQLiteException failure) {
    int code = failure.getResultCode().code & PRIMARY;
    // The driver says it three times.
    String reason = DRIVERS.matcher(reason(failure)).replaceFirst("$1");
    return switch (code) {
      case 3, 8, 14, 23 -> unwritable(reason);
      case 5, 6 ->
          "another process has kept it locked for too long; try again when that one has ended";
      case 10 -> "its disk is full or fails (%s); make room, or replace it".formatted(reason);
      case 11 ->
          "the file is damaged; put a backup in its place, or without one move it away and run"
              + " 'caravan ledger rebuild SYNC' for each sync";
      case 13 -> "the disk is full; make room";
      case 26 ->
          "the file is no SQLite database, or a damaged one; correct caravan.store.url, or put a"
              + " backup in its place";
      default -> reason;
    };
  }

  private static String unwritable(String reason) {
    return "file or folder cannot be written (%s); give this user the right to write there, or"
            .formatted(reason)
        + " correct caravan.store.url";
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    String reason = failure.getReason();
    return reason == null ? "access is denied" : reason;
  }

  /** The first line of the innermost message that there is: some say nothing but their class. */
  static String reason(Throwable failure) {
    String reason = "";
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = e.getMessage();
      if (message != null && !message.isBlank()) {
        reason = message;
      }
    }
    return reason.lines().findFirst().orElse(failure.toString()).replaceAll("\\.$", "");
  }
}
