package dev.caravan.cli.process;

import dev.caravan.config.MissingPipes;
import dev.caravan.config.Settings;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import java.util.List;
import java.util.function.BiFunction;

/** What a command does with one sync, in a runtime that stops when the process is asked to end. */
public final class OneSync {
  private OneSync() {}

  /**
   * Starts a runtime with that sync for some work and closes it again.
   *
   * @throws dev.caravan.config.ConfigurationException when the sync cannot be used
   */
  public static <T> T with(
      Settings settings, String sync, BiFunction<CaravanRuntime, StopRequest, T> work) {
    MissingPipes.refuse(settings, List.of(sync));
    settings.requireFor(List.of(), List.of(sync));
    try (StopRequest stop = StopRequest.listen();
        CaravanRuntime caravan = CaravanRuntime.start(RuntimeSpec.of(settings, List.of(sync)))) {
      stop.then(caravan::stop);
      return work.apply(caravan, stop);
    }
  }
}
