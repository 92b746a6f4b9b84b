package dev.caravan.cli.demo;

import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncEnds;
import dev.caravan.sandbox.Sandbox;
import dev.caravan.vendor.RouteFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An installation that knows nothing but a sandbox: its configuration and its store are in a
 * temporary folder, and neither files nor environment of the operator count. Closing it deletes the
 * folder.
 */
final class SandboxInstallation implements AutoCloseable {
  private final Path folder;
  private final Settings settings;
  private final List<String> syncs;

  private SandboxInstallation(Path folder, Settings settings, List<String> syncs) {
    this.folder = folder;
    this.settings = settings;
    this.syncs = syncs;
  }

  /**
   * Every shipped sync whose Pipe is there and whose vendors the sandbox has, but for those that
   * read what the others write.
   *
   * @param every the time between two cycles, as in the configuration
   */
  static SandboxInstallation of(Sandbox sandbox, Path routes, String every) {
    try {
      Path folder = Files.createTempDirectory("caravan-");
      SandboxAccounts accounts = new SandboxAccounts(sandbox);
      Map<String, String> properties = accounts.properties();
      List<SyncEnds> syncs = syncs(accounts, folder, routes);
      for (SyncEnds sync : syncs) {
        properties.put(sync.name() + ".every", every);
        String target = sync.targetVendor().orElse("");
        properties.putAll(accounts.targetKeys(sync.name(), target));
        Map<String, String> contacts = accounts.contactsBySite(target);
        if (!contacts.isEmpty()) {
          properties.put(sync.name() + ".contacts", contacts(folder, contacts));
        }
      }
      properties.put("caravan.store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
      properties.putAll(accounts.shorterWaits());
      List<String> names = syncs.stream().map(SyncEnds::name).toList();
      properties.put("caravan.syncs", String.join(",", names));
      Settings settings =
          Settings.load(request(folder, routes, List.of(write(folder, properties))));
      settings.requireFor(List.of(), names);
      return new SandboxInstallation(folder, settings, names);
    } catch (IOException e) {
      throw new UncheckedIOException("A temporary folder cannot be made or written", e);
    }
  }

  /** The temporary folder stands for both the installation and the folder of the command. */
  private static LoadRequest request(Path folder, Path routes, List<Path> files) {
    return new LoadRequest(folder, folder, files, Map.of(), RouteFolders.of(routes));
  }

  private static List<SyncEnds> syncs(SandboxAccounts accounts, Path folder, Path routes) {
    Settings shipped = Settings.load(request(folder, routes, List.of()));
    return shipped.syncNames().stream()
        .filter(name -> Files.exists(routes.resolve("syncs").resolve(name + ".pipe.yaml")))
        .flatMap(name -> shipped.ends(name).stream())
        .filter(accounts::serves)
        .filter(sync -> !sync.name().matches(".*-(tickets|records)-to-.*"))
        .toList();
  }

  private static String contacts(Path folder, Map<String, String> bySite) throws IOException {
    String rows = lines(bySite, "\"%s\",%s%n");
    return Files.writeString(folder.resolve("contacts.csv"), "site,end_user_id\n" + rows)
        .toString();
  }

  private static Path write(Path folder, Map<String, String> properties) throws IOException {
    String text = lines(properties, "%s=%s%n");
    return Files.writeString(folder.resolve("sandbox.properties"), text.replace("\\", "\\\\"));
  }

  private static String lines(Map<String, String> pairs, String form) {
    return pairs.entrySet().stream()
        .map(pair -> form.formatted(pair.getKey(), pair.getValue()))
        .collect(Collectors.joining());
  }

  Settings settings() {
    return settings;
  }

  /** In the order in which they are shipped. */
  List<String> syncs() {
    return syncs;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be deleted; delete it", e);
    }
  }
}
