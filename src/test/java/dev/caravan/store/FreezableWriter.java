package dev.caravan.store;

import dev.caravan.process.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * A process that takes row locks or a file's lock in one transaction, says so and never ends it.
 */
public final class FreezableWriter implements AutoCloseable {
  private static final String ENDLESS =
      "COPY (SELECT repeat('x', 1000), generate_series(1, 1000000000)) TO STDOUT";

  private final Process process;

  /** What it does once it has its locks. */
  public enum Then {
    NOTHING,
    /** Reads an answer that has no end. */
    READ
  }

  private FreezableWriter(Process process) {
    this.process = process;
  }

  /**
   * Returns when it holds what it locks.
   *
   * @param database {@code ledger} or {@code budgets}
   * @param locking the statement that locks
   */
  public static FreezableWriter holding(
      StoreSettings settings, String database, String locking, Then then) throws IOException {
    Process process =
        Jvm.running(
                Jvm.SHORT_LIVED,
                FreezableWriter.class,
                settings.url(),
                settings.username(),
                settings.password(),
                database,
                locking,
                then.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!"holding".equals(out.readLine())) {
      process.destroyForcibly();
      throw new IOException("it ended without holding anything");
    }
    return new FreezableWriter(process);
  }

  public void freeze() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Arguments: URL, user, password, database, statement, {@link Then}. */
  public static void main(String[] args) {
    try (Store store = Store.open(new StoreSettings(args[0], args[1], args[2]))) {
      Database database = args[3].equals("budgets") ? store.budgets() : store.ledger();
      database.write(handle -> hold(handle, args[4], Then.valueOf(args[5])));
    }
  }

  private static int hold(Handle handle, String locking, Then then) {
    handle.execute(locking);
    System.out.println("holding");
    try {
      if (then == Then.READ) {
        handle
            .getConnection()
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(ENDLESS, OutputStream.nullOutputStream());
      }
      new CountDownLatch(1).await();
      return 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
