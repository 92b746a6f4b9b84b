package dev.caravan.cli.process;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signals that ask a process to end. They are answered in a handler and not in a shutdown hook:
 * hooks run side by side, and those of libraries would close what the last writes need.
 *
 * <p>The handlers of the JDK are not part of its documented interface, hence the reflection; where
 * they are missing, {@link #handle} says so.
 */
final class Signals implements AutoCloseable {
  /** Asked by service managers, by Ctrl-C, and by a terminal that is closed. */
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  private final Map<Object, Object> before = new LinkedHashMap<>();

  /**
   * Runs the work, in a thread of its own, at each such signal.
   *
   * @throws ReflectiveOperationException when this JVM hands out no signals
   */
  static Signals handle(Runnable work) throws ReflectiveOperationException {
    Signals signals = new Signals();
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              if ("handle".equals(method.getName())) {
                work.run();
              }
              return answer(proxy, method.getName(), arguments);
            });
    for (String name : NAMES) {
      Object signal =
          Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
      signals.before.put(signal, set(signal, ours));
    }
    return signals;
  }

  /** What {@link Object} asks of everybody. */
  private static Object answer(Object proxy, String method, Object[] arguments) {
    return switch (method) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "Caravan's signal handler";
      default -> Void.class;
    };
  }

  private static Object set(Object signal, Object handler) throws ReflectiveOperationException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal, handler);
  }

  /** Puts back what was there before. */
  @Override
  public void close() {
    before.forEach(
        (signal, handler) -> {
          try {
            set(signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A handler that was set once can be set again", e);
          }
        });
  }
}
