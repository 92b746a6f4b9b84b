package dev.caravan.cli.process;

import dev.caravan.cycle.Outcome;
import dev.caravan.failure.MachineErrors;
import java.io.PrintStream;

/**
 * A process that has met the end of its memory may have lost anything: a thread, an answer, a lock.
 * It says so and ends at once; what it was doing is in the journal, and the next process goes on.
 */
public final class OutOfMemory {
  private OutOfMemory() {}

  /** Ends the process, with 4, where a failure is or was caused by that; returns else. */
  public static void endProcessAfter(Throwable failure) {
    if (is(failure)) {
      say(System.err, failure);
      Runtime.getRuntime().halt(Outcome.ABORTED.exitCode());
    }
  }

  /** Whether a failure is or was caused by that. */
  public static boolean is(Throwable failure) {
    return MachineErrors.in(failure).filter(OutOfMemoryError.class::isInstance).isPresent();
  }

  private static void say(PrintStream err, Throwable failure) {
    err.print("Error: Caravan ran out of memory and ends (");
    err.print(MachineErrors.in(failure).map(Throwable::getMessage).orElse(""));
    err.println("); give it more, as in JAVA_OPTS=-Xmx512m, or lower caravan.parallel-cycles");
    err.flush();
  }
}
