package dev.caravan.runtime;

import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleVariables;
import dev.caravan.pipe.Pipe;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;

/** Knows which file a mapping is, so that an error can name it. Thread-safe. */
public final class MappingFiles {
  private final Settings settings;

  MappingFiles(Settings settings) {
    this.settings = settings;
  }

  /** Sets which mapping is at work; the route removes it as soon as the mapping is done. */
  public void begin(Exchange exchange, String mapping) {
    exchange.setVariable(CycleVariables.MAPPING, file(mapping));
  }

  /** The files of the mappings that a sync goes through, in words. */
  String of(String sync) {
    List<String> mappings = settings.pipe(sync).map(Pipe::mappings).orElse(List.of());
    return mappings.size() == 1
        ? file(mappings.get(0))
        : "one of its mappings: " + String.join(", ", mappings);
  }

  private String file(String mapping) {
    return settings
        .routes()
        .find("mappings/%s.jq".formatted(mapping))
        .map(Path::toString)
        .orElse(mapping);
  }
}
