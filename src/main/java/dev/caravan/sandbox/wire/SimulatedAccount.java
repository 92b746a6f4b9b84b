package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * One simulated tenant of a vendor below a path prefix: its routes, its switches, its limits and
 * what tests and people do to it. Implementations are thread-safe.
 *
 * @param <S> the record of switches
 */
public abstract class SimulatedAccount<S extends Record> {
  protected final InstantSource clock;

  /** How the vendor behaves now. */
  protected final Switches<S> switches;

  /** The vendor's API, to be filled by the vendor; the paths are relative to the prefix. */
  protected final Router router = new Router();

  /** To be filled by the vendor; the paths are relative to {@code /control/<prefix>}. */
  protected final Router controls = new Router();

  private final String prefix;
  private final Map<String, RollingWindow> windows = new LinkedHashMap<>();

  protected SimulatedAccount(String prefix, InstantSource clock, S defaults) {
    this.prefix = prefix;
    this.clock = clock;
    this.switches = new Switches<>(defaults);
  }

  /** The first segment of its paths, such as {@code datto}. */
  public final String prefix() {
    return prefix;
  }

  /**
   * Counts the arrival and refuses it where the vendor would before looking at what is asked:
   * blocked, without credentials, over a limit. What is not refused goes on to {@link #answer}.
   */
  public abstract Admission admit(Request request);

  /** Does what is asked. */
  public Reply answer(Request request) {
    return router.route(request).orElseGet(() -> notFound(request));
  }

  /** The answer to a path that the vendor does not have. */
  protected Reply notFound(Request request) {
    return Reply.empty(404);
  }

  /**
   * Moves the rows of the list that the request reads, as if somebody had worked there: one more at
   * the front, or one of those already read gone.
   */
  public void moveRows(Request request, boolean insert) {
    // Nobody works here unless the vendor says so.
  }

  /** Starts anew with the records that the vendor makes of a seed. */
  public void seed(Seed seed) {
    // Not every vendor is seeded.
  }

  /** What happens at the n-th step of a simulation, in a sentence, as the seed has it. */
  public Optional<String> happen(long step) {
    return Optional.empty();
  }

  /** The tables that the sandbox's page shows, with at most so many rows each. */
  public List<PageTable> tables(int most) {
    return List.of();
  }

  /** How much there is, in a few words for the head of the page; empty for nothing to say. */
  public String headline() {
    return "";
  }

  /** What the page lets a person do. */
  public List<Button> buttons() {
    return List.of();
  }

  /** Pages of this vendor's own. */
  public List<VendorPage> pages() {
    return List.of();
  }

  /** Counts for the eye. */
  public abstract ObjectNode counts();

  /** No records, nothing of what was going on; switches and windows are reset beside it. */
  protected abstract void clear();

  /** The control requests of this vendor; the path is relative to {@code /control/<prefix>}. */
  public final Reply control(Request request) {
    return controls
        .route(request)
        .orElseGet(() -> Reply.json(404, Map.of("error", "no such control: " + request.path())));
  }

  /** A further limit, counted in a window; both are asked for on each arrival. */
  protected final RollingWindow window(
      String bucket, ToIntFunction<S> limit, ToLongFunction<S> millis) {
    RollingWindow window =
        new RollingWindow(
            clock,
            () -> limit.applyAsInt(switches.get()),
            () -> Duration.ofMillis(millis.applyAsLong(switches.get())));
    windows.put(bucket, window);
    return window;
  }

  /** The rolling windows by bucket. */
  public final Map<String, RollingWindow> windows() {
    return Collections.unmodifiableMap(windows);
  }

  /** The switches, for reading. */
  public final S settings() {
    return switches.get();
  }

  /**
   * Changes switches by name, such as {@code set(Map.of("windowMs", 20_000))}; an unknown one is an
   * {@link IllegalArgumentException}.
   */
  public final void set(Map<String, ?> changes) {
    switches.set(changes);
  }

  /** Back to the beginning: no records, default switches, empty windows. */
  public final void reset() {
    switches.reset();
    windows.values().forEach(RollingWindow::reset);
    clear();
  }
}
