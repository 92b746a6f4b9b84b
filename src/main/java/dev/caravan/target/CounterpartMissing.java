package dev.caravan.target;

/** The target, asked for one counterpart, says that there is none, and answers otherwise. */
public final class CounterpartMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CounterpartMissing(String sentence) {
    super(sentence);
  }
}
