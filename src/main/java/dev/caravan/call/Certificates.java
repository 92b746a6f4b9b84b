package dev.caravan.call;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose certificates TLS believes: those of the JVM's authorities, or of those in the trust store
 * that {@code -Djavax.net.ssl.trustStore} names in their place. Stateless.
 */
public final class Certificates {
  private static final String STORE = "javax.net.ssl.trustStore";
  private static final String UNREADABLE =
      "holds no authority that can be read: is the file there, and its password in"
          + " -Djavax.net.ssl.trustStorePassword?";
  private static final String UNKNOWING = "holds no authority that vouches for it";
  private static final String ADVICE =
      "; no authority that Java knows vouches for it. Where a server, or a proxy that looks into"
          + " TLS, has an authority of your own, name a trust store with it, as in JAVA_OPTS=-D"
          + STORE
          + "=FILE (see README)";

  private Certificates() {}

  /** The trust store of one's own. */
  public static Optional<Path> ownStore() {
    return Optional.ofNullable(System.getProperty(STORE))
        .filter(file -> !file.isBlank())
        .map(Path::of);
  }

  /** Whether it can be read; the JVM takes one that is not there for an empty one. */
  public static boolean isReadable(Path store) {
    return Files.isRegularFile(store) && Files.isReadable(store);
  }

  /** What to do about a handshake that failed; empty where it is not about certificates. */
  static String advice(Throwable handshake) {
    String said = whole(handshake);
    boolean empty = said.contains("trustAnchors");
    if (!empty && !said.contains("PKIX")) {
      return "";
    }
    return ownStore()
        .map(store -> "; " + store + " (" + STORE + ") " + (empty ? UNREADABLE : UNKNOWING))
        .orElse(ADVICE);
  }

  private static String whole(Throwable handshake) {
    StringBuilder said = new StringBuilder();
    for (Throwable cause = handshake; cause != null; cause = cause.getCause()) {
      said.append(cause.getMessage()).append(' ');
    }
    return said.toString();
  }
}
