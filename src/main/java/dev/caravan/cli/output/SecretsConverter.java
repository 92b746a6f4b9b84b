package dev.caravan.cli.output;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/**
 * The conversion word {@code %clean(...)} of logback.xml: what is inside it, fit to be shown. What
 * goes on in further lines is set in, so that no text can look like an event of its own.
 */
public final class SecretsConverter extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String text) {
    return Shown.lines(text).stripTrailing().replace("\n", "\n  ") + System.lineSeparator();
  }
}
