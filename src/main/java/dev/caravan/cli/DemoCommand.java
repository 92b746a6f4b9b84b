package dev.caravan.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The sandbox and the shipped syncs together. */
@Command(
    name = "demo",
    description = "Shows Caravan at work with simulated vendors; no account needed.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
