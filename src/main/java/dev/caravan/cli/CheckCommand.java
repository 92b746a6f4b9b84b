package dev.caravan.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Configuration, credentials and reachability, every problem at once. */
@Command(
    name = "check",
    description = "Says whether configuration and credentials work.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Mixin private Configuration configuration;

  @Override
  public Integer call() {
    configuration.load();
    return 0;
  }
}
