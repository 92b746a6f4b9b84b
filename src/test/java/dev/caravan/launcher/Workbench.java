package dev.caravan.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the launcher beside a few sources, and a PATH with nothing but the tools it may use and
 * stand-ins for mvn and java.
 */
final class Workbench {
  private static final String TOOLS =
      "bash basename cat cksum cp dirname env find grep head ln ls mkdir mv ps readlink rm sed"
          + " sleep sort tail tr";

  /** Says how it was started; makes the archive that it is asked for. */
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      for option in "$@"; do
        case $option in -XX:ArchiveClassesAtExit=*) echo archive >"${option#*=}"; exit 0 ;; esac
      done
      echo "pwd: $PWD"
      for option in "$@"; do echo "option: $option"; done
      env | sed 's/^/env: /'
      """;

  /** Leaves what Maven would, a line for each build, and what it was told by the environment. */
  private static final String MVN =
      """
      #!/usr/bin/env bash
      echo build >>builds
      env >environment
      sleep 0.3
      [ ! -e broken ] || { echo "[ERROR] Foo.java: ';' expected"; echo "[ERROR] -> [Help 1]"; exit 1; }
      mkdir -p target/lib
      echo jar >target/caravan-1.jar
      echo lib >target/lib/b.jar
      echo lib >target/lib/a.jar
      for system in Linux Linux-Musl Mac; do
        for processor in x86_64 aarch64; do
          mkdir -p target/native/$system/$processor
          echo library >target/native/$system/$processor/library
        done
      done
      """;

  record Finished(int exit, String out, String err) {
    List<String> options() {
      return out.lines().filter(l -> l.startsWith("option: ")).map(l -> l.substring(8)).toList();
    }
  }

  private final Path root;
  private final Path bin;
  private final Map<String, String> environment = new TreeMap<>();

  Workbench(Path root) throws IOException {
    this.root = root.toRealPath();
    this.bin = Files.createDirectories(this.root.resolve("bin"));
    for (String tool : TOOLS.split(" ")) {
      Files.createSymbolicLink(bin.resolve(tool), find(tool));
    }
    Files.createDirectories(home().resolve("src/main"));
    script(home().resolve("caravan"), Files.readString(Path.of("caravan")));
    source("pom.xml", "<project/>");
    source("src/main/A.java", "class A {}");
    source("src/main/B.java", "class B {}");
    script(bin.resolve("mvn"), MVN);
    jdk("jdk", "21.0.2");
    environment.put("PATH", bin.toString());
    environment.put("JAVA_HOME", this.root.resolve("jdk").toString());
  }

  private static Path find(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  Path home() {
    return root.resolve("home");
  }

  Path root() {
    return root;
  }

  void jdk(String name, String version) throws IOException {
    script(root.resolve(name).resolve("bin/java"), JAVA);
    Files.writeString(root.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  void source(String name, String text) throws IOException {
    Files.writeString(home().resolve(name), text);
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  void unset(String variable) {
    environment.remove(variable);
  }

  void without(String tool) throws IOException {
    Files.delete(bin.resolve(tool));
  }

  /** How often Maven was started. */
  int builds() throws IOException {
    Path builds = home().resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  /** The environment of the last build. */
  List<String> toldToMaven() throws IOException {
    return Files.readAllLines(home().resolve("environment"));
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  Finished caravan(String... arguments) throws IOException, InterruptedException {
    return finish(start(home().resolve("caravan"), home(), arguments));
  }

  Process start(Path launcher, Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Finished finish(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the launcher did not end");
    }
    return new Finished(process.exitValue(), out, err);
  }
}
