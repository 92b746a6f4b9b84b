package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One simulated tenant of a vendor below a path prefix. Implementations are thread-safe. */
public interface Vendor {
  /** The first segment of its paths, such as {@code datto}. */
  String prefix();

  /**
   * Counts the arrival and refuses it where the vendor would before looking at what is asked:
   * blocked, without credentials, over a limit. What is not refused goes on to {@link #answer}.
   */
  Admission admit(Request request);

  /** Does what is asked. */
  Reply answer(Request request);

  /**
   * Moves the rows of the list that the request reads, as if somebody had worked there: one more at
   * the front, or one of those already read gone.
   */
  void moveRows(Request request, boolean insert);

  /** The control requests of this vendor; the path is relative to {@code /control/<prefix>}. */
  Reply control(Request request);

  /** Counts for the eye. */
  ObjectNode counts();

  /** The rolling windows by bucket. */
  Map<String, RollingWindow> windows();

  /** The switches, for reading. */
  Object settings();

  /** Changes some switches; an unknown one is an {@link IllegalArgumentException}. */
  void set(ObjectNode changes);

  /** Back to the beginning: no records, default switches, empty windows. */
  void reset();
}
