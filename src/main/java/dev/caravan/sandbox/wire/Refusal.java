package dev.caravan.sandbox.wire;

/** A request that a handler refuses, with the answer that says so. */
public final class Refusal extends RuntimeException {
  private final transient Reply reply;

  public Refusal(Reply reply) {
    super("refused with " + reply.status(), null, false, false);
    this.reply = reply;
  }

  public Reply reply() {
    return reply;
  }
}
