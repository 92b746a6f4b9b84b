package dev.caravan.cycle;

import dev.caravan.lock.Lease;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a sync, in memory: who it is, and whatever belongs to it and ends with it. It travels
 * with its exchanges as the variable {@value #VARIABLE}, whose text is the cycle's number. Pages
 * are mapped, compared and written one after the other; the writes of a page may run side by side,
 * and beside the comparison of the next one, so what they touch is thread-safe.
 */
public final class Cycle {
  /** The variable that holds the cycle of an exchange. */
  public static final String VARIABLE = "cycle";

  private final String sync;
  private final long number;
  private final Instant startedAt;
  private final int acceptCloses;
  private final CycleKind kind;
  private final CycleProgress progress = new CycleProgress();
  private final CycleCounters tally = new CycleCounters();
  private final WriteGuard guard;
  private final TargetHealth target = new TargetHealth();
  private final Map<StateKey<?>, Object> state = new ConcurrentHashMap<>();

  /**
   * Names a piece of state that a cycle keeps for somebody. Two keys are equal only if they are the
   * same object.
   */
  public static final class StateKey<T> {
    private final Class<T> type;

    public StateKey(Class<T> type) {
      this.type = type;
    }
  }

  /**
   * @param lease the right to write; a cycle without one is a plan
   * @param acceptCloses how many closes that nothing confirmed the operator lets through
   */
  public Cycle(
      String sync, long number, Instant startedAt, @Nullable Lease lease, int acceptCloses) {
    this(
        sync,
        number,
        startedAt,
        lease == null ? CycleKind.PLAN : CycleKind.SYNC,
        lease,
        acceptCloses);
  }

  Cycle(
      String sync,
      long number,
      Instant startedAt,
      CycleKind kind,
      @Nullable Lease lease,
      int acceptCloses) {
    this.sync = sync;
    this.number = number;
    this.startedAt = startedAt;
    this.kind = kind;
    this.acceptCloses = acceptCloses;
    this.guard = new WriteGuard(kind == CycleKind.SYNC ? lease : null);
  }

  /**
   * The cycle that an exchange belongs to.
   *
   * @throws IllegalStateException when it belongs to none
   */
  public static Cycle of(Exchange exchange) {
    return find(exchange)
        .orElseThrow(() -> new IllegalStateException("This is asked only within a cycle"));
  }

  /** Empty where something is asked beside a cycle, as check does. */
  public static Optional<Cycle> find(Exchange exchange) {
    return Optional.ofNullable(exchange.getVariable(VARIABLE, Cycle.class));
  }

  public String sync() {
    return sync;
  }

  /** From 1; for a plan the number that the cycle would have. */
  public long number() {
    return number;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public int acceptCloses() {
    return acceptCloses;
  }

  /** Whether this pass only shows what it would do. */
  public boolean planning() {
    return kind == CycleKind.PLAN;
  }

  /** Whether this pass only takes up in the ledger what it finds in the target. */
  public boolean rebuilding() {
    return kind == CycleKind.REBUILD;
  }

  /** Whether this pass may change anything at the source or the target. */
  public boolean synchronizing() {
    return kind == CycleKind.SYNC;
  }

  /** What it has read and found so far. */
  public CycleProgress progress() {
    return progress;
  }

  public CycleCounters tally() {
    return tally;
  }

  /** Whether it may write. */
  public WriteGuard guard() {
    return guard;
  }

  /** How the target behaves. */
  public TargetHealth target() {
    return target;
  }

  /**
   * What this cycle keeps under a key, made when it is first asked for. Thread-safe; what is kept
   * must be so where writes touch it.
   *
   * @param factory must not ask this cycle for other state
   */
  public <T> T state(StateKey<T> key, Supplier<T> factory) {
    return key.type.cast(state.computeIfAbsent(key, any -> factory.get()));
  }

  /** Its number, so that a route's log line says which cycle it belongs to. */
  @Override
  public String toString() {
    return Long.toString(number);
  }
}
