package dev.caravan.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.check.Finding;
import dev.caravan.check.InstallationCheck;
import dev.caravan.cli.output.Screen;
import dev.caravan.cli.output.Secrets;
import dev.caravan.cli.output.Shown;
import dev.caravan.cli.process.Configuration;
import dev.caravan.config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Configuration, credentials and reachability, every problem at once. */
@Command(
    name = "check",
    description = "Says whether configuration and credentials work. Reads only.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Mixin private Configuration configuration;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Settings settings = configuration.load();
    List<Finding> findings = new InstallationCheck(settings).run();
    int exitCode = InstallationCheck.exitCode(findings);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Shown.json(json(findings, exitCode)));
    } else {
      Screen screen = new Screen(out);
      findings.forEach(finding -> print(screen, finding));
      screen.line(verdict(exitCode, settings.enabledSyncs().isEmpty()));
    }
    out.flush();
    return exitCode;
  }

  private static String verdict(int exitCode, boolean nothingEnabled) {
    if (exitCode != 0) {
      return "Not everything works yet.";
    }
    return nothingEnabled ? "Nothing is wrong, but no sync is enabled." : "Everything works.";
  }

  private static void print(Screen screen, Finding finding) {
    String sign =
        switch (finding.level()) {
          case GOOD -> screen.paint(Style.fg_green, "✓");
          case HINT -> screen.paint(Style.fg_yellow, "!");
          case WRONG, UNREACHABLE -> screen.paint(Style.fg_red, "✗");
        };
    screen.line("%s %s".formatted(sign, Shown.line(finding.subject() + ": " + finding.text())));
    finding.details().forEach(line -> screen.line("    " + Shown.line(line)));
  }

  private static ObjectNode json(List<Finding> findings, int exitCode) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("fine", exitCode == 0);
    ArrayNode array = json.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode one =
          array
              .addObject()
              .put("level", finding.level().name().toLowerCase(Locale.ROOT))
              .put("subject", finding.subject())
              .put("text", Secrets.removeFrom(finding.text()));
      ArrayNode details = one.putArray("details");
      finding.details().forEach(line -> details.add(Secrets.removeFrom(line)));
    }
    return json;
  }
}
