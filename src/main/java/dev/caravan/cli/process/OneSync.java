package dev.caravan.cli.process;

import dev.caravan.config.MissingPipes;
import dev.caravan.config.Settings;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.store.StoreSettings;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

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
    return with(settings, sync, UnaryOperator.identity(), work);
  }

  /** The same for work that only looks at the store. */
  public static <T> T lookingAt(
      Settings settings, String sync, BiFunction<CaravanRuntime, StopRequest, T> work) {
    return with(settings, sync, StoreSettings::toLookAt, work);
  }

  private static <T> T with(
      Settings settings,
      String sync,
      UnaryOperator<StoreSettings> store,
      BiFunction<CaravanRuntime, StopRequest, T> work) {
    MissingPipes.refuse(settings, List.of(sync));
    settings.requireFor(List.of(), List.of(sync));
    RuntimeSpec spec = RuntimeSpec.of(settings, List.of(sync));
    try (StopRequest stop = StopRequest.listen();
        CaravanRuntime caravan = CaravanRuntime.start(spec.withStore(store.apply(spec.store())))) {
      stop.then(caravan::stop);
      return work.apply(caravan, stop);
    }
  }
}
