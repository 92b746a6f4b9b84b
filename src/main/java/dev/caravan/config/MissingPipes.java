package dev.caravan.config;

import java.util.Collection;
import java.util.List;

/** Syncs whose keys are known but whose flow is not here: no credential makes them run. */
public final class MissingPipes {
  private MissingPipes() {}

  /**
   * Makes sure that the syncs can run as far as their Pipes go; unknown names are no concern here.
   *
   * @throws ConfigurationException when one has none
   */
  public static void refuse(Settings settings, Collection<String> syncs) {
    List<Problem> problems =
        syncs.stream()
            .flatMap(name -> settings.ends(name).stream())
            .filter(ends -> !ends.hasPipe() && !settings.isWrong(ends.name() + ".pipe"))
            .map(
                ends ->
                    new Problem(
                        ends.name(),
                        "",
                        "is not in this version: there is no Pipe routes/syncs/%s.pipe.yaml"
                            .formatted(ends.pipe()),
                        "the syncs that are there: " + String.join(", ", settings.runnable())))
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
