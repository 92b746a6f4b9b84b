package dev.caravan.cli.demo;

import dev.caravan.cli.output.CycleLine;
import dev.caravan.cli.output.Screen;
import dev.caravan.cli.process.Configuration;
import dev.caravan.cli.process.Schedule;
import dev.caravan.cli.process.StopRequest;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.runtime.RuntimeSpec;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.sandbox.SandboxOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The sandbox and the shipped syncs together. */
@Command(
    name = "demo",
    description = "Shows Caravan at work with simulated vendors; no account needed.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int PORT = 9700;
  private static final int SITES = 8;
  private static final int DEVICES = 60;
  private static final int ALERTS = 20;
  private static final Duration TICK = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      hidden = true,
      description =
          "Accepted, as every command does, and ignored: the demo has accounts of its own.")
  private List<String> ignored = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = new Screen(spec.commandLine().getOut());
    try (StopRequest stop = StopRequest.listen();
        Sandbox sandbox = sandbox();
        SandboxInstallation here = SandboxInstallation.of(sandbox, Configuration.routes(), "5s")) {
      greet(screen, sandbox, here);
      RuntimeSpec runtime = RuntimeSpec.of(here.settings(), here.syncs());
      try (CaravanRuntime caravan = CaravanRuntime.start(runtime)) {
        DemoTickets tickets = new DemoTickets(sandbox.atera());
        Cycles cycles = new Cycles(screen, sandbox, caravan, tickets);
        try (DemoEvents events = new DemoEvents(sandbox, screen)) {
          events.every(TICK);
          new Schedule(caravan, here.settings().parallelCycles(), stop, report -> {}, cycles::ended)
              .runUntilStopped();
        }
        cycles.close(screen);
      }
    }
    return 0;
  }

  private static Sandbox sandbox() {
    SandboxOptions options = SandboxOptions.defaults().withRecords(SITES, DEVICES, ALERTS);
    try {
      return Sandbox.start(options.withPort(PORT));
    } catch (UncheckedIOException taken) {
      return Sandbox.start(options);
    }
  }

  private static void greet(Screen screen, Sandbox sandbox, SandboxInstallation here) {
    screen.line(
        screen.paint(Style.bold, "Caravan at work")
            + " with simulated vendors; nothing leaves this machine.");
    screen.line("  watch the vendors   " + sandbox.uri() + "/");
    screen.line("  syncs, every 5 s    " + String.join(", ", here.syncs()));
    screen.line("  end                 Ctrl-C");
    screen.line("");
  }

  /** What is said after each cycle. */
  private static final class Cycles {
    private final Screen screen;
    private final CaravanRuntime caravan;
    private final DemoTickets tickets;
    private final DemoFault fault;
    private int cycles;

    Cycles(Screen screen, Sandbox sandbox, CaravanRuntime caravan, DemoTickets tickets) {
      this.screen = screen;
      this.caravan = caravan;
      this.tickets = tickets;
      this.fault = new DemoFault(sandbox, caravan.ledger());
    }

    void ended(CycleReport report) {
      cycles++;
      tickets.look().forEach(line -> screen.say("atera", Style.fg_green, line));
      if (isNews(report)) {
        screen.say("caravan", Style.fg_cyan, CycleLine.of(report, Map.of()));
      }
      fault.after(report).ifPresent(text -> screen.say("fault", Style.fg_red, text));
    }

    /** Many syncs take turns, and most of them find that everything agrees. */
    private static boolean isNews(CycleReport report) {
      return report.cycle() == 1
          || report.outcome() != Outcome.COMPLETE
          || report.created() + report.updated() + report.closed() > 0;
    }

    void close(Screen last) {
      tickets.look();
      last.line("");
      last.line(
          "%d cycles; %d tickets opened, %d of them resolved or closed; tickets that exist twice: %d."
              .formatted(cycles, tickets.opened(), tickets.closed(), tickets.doubles()));
      last.line("The sandbox and its ledger are gone. Next: README, Configuration.");
    }
  }
}
