package dev.caravan.notify;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes what operators are told into the log. A bean of routes; stateless. */
public final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.caravan.notify");

  /**
   * Writes the body down.
   *
   * @param level error, warn, info or debug
   */
  public void write(Exchange exchange, String level) {
    LOG.atLevel(Level.valueOf(level.toUpperCase(Locale.ROOT)))
        .log("{}", exchange.getMessage().getBody(String.class));
  }
}
