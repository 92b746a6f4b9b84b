package dev.caravan.sandbox.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The faults that wait for their requests. A request meets the rules in the order in which they
 * were added; each rule that concerns it counts it, until one breaks it. Thread-safe.
 */
public final class Faults {
  private static final class ArmedFault {
    final Fault fault;
    final @Nullable Pattern path;
    int seen;
    int broken;

    ArmedFault(Fault fault) {
      this.fault = fault;
      this.path = fault.pathPattern() == null ? null : Pattern.compile(fault.pathPattern());
    }

    boolean concerns(String vendor, Request request) {
      return (fault.vendor() == null || fault.vendor().equals(vendor))
          && (fault.method() == null || fault.method().equals(request.method()))
          && (path == null || path.matcher(request.target()).find());
    }
  }

  /** A rule with how many requests it has seen and broken. */
  public record WaitingFault(Fault fault, int seen, int broken) {}

  private final List<ArmedFault> rules = new ArrayList<>();
  private long broken;

  public synchronized Faults add(Fault fault) {
    rules.add(new ArmedFault(fault));
    return this;
  }

  /** The fault that this request meets, if any. */
  synchronized Optional<Fault> meet(String vendor, Request request) {
    for (ArmedFault rule : rules) {
      if (!rule.concerns(vendor, request) || ++rule.seen <= rule.fault.after()) {
        continue;
      }
      broken++;
      rule.broken++;
      if (rule.broken == rule.fault.times()) {
        rules.remove(rule);
      }
      return Optional.of(rule.fault);
    }
    return Optional.empty();
  }

  /** The rules that have not run out. */
  public synchronized List<WaitingFault> waiting() {
    return rules.stream()
        .map(rule -> new WaitingFault(rule.fault, rule.seen, rule.broken))
        .toList();
  }

  /** How many requests have been broken since the last clear. */
  public synchronized long broken() {
    return broken;
  }

  public synchronized void clear() {
    rules.clear();
    broken = 0;
  }
}
