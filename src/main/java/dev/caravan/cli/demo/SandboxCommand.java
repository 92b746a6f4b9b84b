package dev.caravan.cli.demo;

import dev.caravan.cli.process.StopRequest;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The vendors, simulated. */
@Command(
    name = "sandbox",
    description = "Starts the vendors, simulated, on one port of this machine.",
    mixinStandardHelpOptions = true)
public final class SandboxCommand implements Callable<Integer> {
  private static final int SITES = 8;
  private static final int DEVICES = 200;
  private static final int ALERTS = 30;

  /** The sync that is shipped switched on. */
  private static final String SYNC = "datto-alerts-to-atera-tickets";

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "9700",
      description = "The port; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "localhost",
      description = "The address; 0.0.0.0 for other machines too. Default: ${DEFAULT-VALUE}.")
  private String host = "";

  @Override
  public Integer call() throws InterruptedException {
    try (StopRequest stop = StopRequest.listen();
        Sandbox sandbox = start()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("The sandbox is up: " + sandbox.uri() + "/ shows it, Ctrl-C ends it.");
      out.println(
          "It has %d sites, %d devices and %d open alerts.".formatted(SITES, DEVICES, ALERTS));
      out.println();
      out.println("# Paste this into a file and name it with --config:");
      SandboxAccounts accounts = new SandboxAccounts(sandbox);
      accounts.properties().forEach((key, value) -> out.println(key + "=" + value));
      accounts.targetKeys(SYNC, "atera").forEach((key, value) -> out.println(key + "=" + value));
      out.flush();
      stop.await();
    }
    return 0;
  }

  private Sandbox start() {
    try {
      return Sandbox.start(
          SandboxOptions.defaults()
              .withHost(host)
              .withPort(port)
              .withRecords(SITES, DEVICES, ALERTS));
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
