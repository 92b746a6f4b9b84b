package dev.caravan.ninox;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of its own that runs one cycle after the other until it is killed. */
final class RequestsUntilKilled {
  private RequestsUntilKilled() {}

  /**
   * @param args the configuration file and the folder of the routes
   */
  public static void main(String[] args) {
    Path config = Path.of(args[0]);
    Path routes = Path.of(args[1]);
    Path folder = config.getParent();
    Settings settings =
        Settings.load(
            new LoadRequest(
                folder, folder, List.of(config), Map.of(), List.of(routes.resolve("syncs"))));
    try (CaravanRuntime caravan =
        CaravanRuntime.start(RuntimeSpec.of(settings, routes, List.of(Requests.SYNC)))) {
      while (true) {
        System.err.println(caravan.syncs().run(Requests.SYNC, 0));
      }
    }
  }
}
