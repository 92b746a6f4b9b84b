package dev.caravan.cli.output;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/** The conversion word {@code %clean(...)} of logback.xml: what is inside it, without secrets. */
public final class SecretsConverter extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String text) {
    return Secrets.removeFrom(text);
  }
}
