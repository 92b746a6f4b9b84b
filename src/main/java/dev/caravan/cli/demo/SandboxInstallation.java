package dev.caravan.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.config.LoadRequest;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncEnds;
import dev.caravan.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
   * Every shipped sync whose Pipe is there and whose vendors the sandbox has.
   *
   * @param every the time between two cycles, as in the configuration
   */
  static SandboxInstallation of(Sandbox sandbox, Path routes, String every) {
    try {
      Path folder = Files.createTempDirectory("caravan-");
      Map<String, String> properties = SandboxAccounts.properties(sandbox);
      List<SyncEnds> syncs = syncs(sandbox, folder, routes);
      for (SyncEnds sync : syncs) {
        properties.put(sync.name() + ".every", every);
        String target = sync.targetVendor().orElse("");
        SandboxAccounts.forTarget(properties, sync.name(), target);
        if (target.equals("atera")) {
          properties.put(sync.name() + ".contacts", contacts(sandbox, folder).toString());
        }
      }
      properties.put("caravan.store.url", "jdbc:h2:file:" + folder.resolve("store"));
      properties.put("atera.index-lag", "1s");
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
    return new LoadRequest(folder, folder, files, Map.of(), List.of(routes.resolve("syncs")));
  }

  private static List<SyncEnds> syncs(Sandbox sandbox, Path folder, Path routes) {
    Settings shipped = Settings.load(request(folder, routes, List.of()));
    return shipped.syncNames().stream()
        .filter(name -> Files.exists(routes.resolve("syncs").resolve(name + ".pipe.yaml")))
        .flatMap(name -> shipped.ends(name).stream())
        .filter(sync -> SandboxAccounts.serves(sandbox, sync))
        .toList();
  }

  /** The sandbox gives each site a customer of the same name with one contact. */
  private static Path contacts(Sandbox sandbox, Path folder) throws IOException {
    Map<String, String> byCustomer = new LinkedHashMap<>();
    for (ObjectNode contact : sandbox.atera().contacts()) {
      byCustomer.put(contact.path("CustomerName").asText(), contact.path("EndUserID").asText());
    }
    String rows =
        byCustomer.entrySet().stream()
            .map(row -> "\"%s\",%s%n".formatted(row.getKey(), row.getValue()))
            .collect(Collectors.joining());
    return Files.writeString(folder.resolve("contacts.csv"), "site,end_user_id\n" + rows);
  }

  private static Path write(Path folder, Map<String, String> properties) throws IOException {
    String text =
        properties.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    return Files.writeString(folder.resolve("sandbox.properties"), text.replace("\\", "\\\\"));
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
