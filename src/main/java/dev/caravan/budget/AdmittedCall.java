package dev.caravan.budget;

import dev.caravan.budget.Gate.Permit;
import java.time.Duration;

/** A call that a gate has admitted, until it is sent. */
final class AdmittedCall implements SendPermit {
  private final Gate gate;
  private final Priority priority;
  private Permit permit;

  AdmittedCall(Gate gate, Priority priority, Permit permit) {
    this.gate = gate;
    this.priority = priority;
    this.permit = permit;
  }

  @Override
  public Duration renew() {
    long asked = System.nanoTime();
    permit = gate.renewed(permit, priority);
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  @Override
  public void giveBack() {
    gate.discard(permit);
  }
}
