package dev.caravan.cli;

import dev.caravan.cli.process.Configuration;
import dev.caravan.store.Backup;
import dev.caravan.store.StoreSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A copy of the embedded store, beside whatever is running. */
@Command(
    name = "backup",
    description = "Copies the store into a new file, also while Caravan runs.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Mixin private Configuration configuration;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The backup; a file that is not there yet.")
  private Path file;

  @Override
  public Integer call() {
    StoreSettings store = configuration.load().store();
    Backup.make(store, file);
    spec.commandLine().getOut().println("%s is backed up in %s".formatted(store, file));
    return 0;
  }
}
