package dev.caravan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the image, and how it starts. */
class ImageTest {
  private static final Path TAR = Path.of("target/jib-image.tar");
  private static final int EXECUTABLE = 0111;

  @TempDir Path folder;

  private static List<String> containerfile(String instruction) throws IOException {
    String whole = Files.readString(Path.of("Containerfile")).replace("\\\n", " ");
    return whole
        .lines()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length()).strip())
        .toList();
  }

  @Test
  void the_containerfile_names_no_registry_and_copies_what_is_there() throws IOException {
    assertThat(containerfile("ARG")).hasSize(2).noneMatch(it -> it.matches(".*=[^/]*\\..*/.*"));
    assertThat(containerfile("FROM")).allMatch(it -> it.startsWith("${"));
    assertThat(containerfile("COPY"))
        .filteredOn(copy -> !copy.startsWith("--from"))
        .flatExtracting(copy -> List.of(copy.split(" ")).subList(0, copy.split(" ").length - 1))
        .allSatisfy(file -> assertThat(Path.of(file)).exists());
  }

  @Test
  void both_ways_to_build_it_say_the_same() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(containerfile("USER")).containsExactly("1000:1000");
    assertThat(pom)
        .contains("<user>1000:1000</user>")
        .contains("<port>" + containerfile("EXPOSE").get(0) + "</port>")
        .contains("<entrypoint>/opt/caravan/caravan</entrypoint>")
        .contains(containerfile("ARG").get(1).replace("BASE=", "<image.from>"));
    assertThat(containerfile("ENTRYPOINT")).containsExactly("[\"/opt/caravan/caravan\"]");
    Pattern.compile("(\\w+)=\"?([^ \"]+)")
        .matcher(containerfile("ENV").get(0))
        .results()
        .forEach(
            it ->
                assertThat(pom).contains("<%1$s>%2$s</%1$s>".formatted(it.group(1), it.group(2))));
  }

  @Test
  void the_tar_holds_the_program_and_its_launcher_starts_it() throws Exception {
    assumeTrue(Files.exists(TAR), "there is no image: -Pimage makes one");
    Map<String, byte[]> parts = new TreeMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(TAR))) {
      for (TarArchiveEntry part = tar.getNextEntry(); part != null; part = tar.getNextEntry()) {
        parts.put(part.getName(), tar.readAllBytes());
      }
    }
    JsonNode config = new ObjectMapper().readTree(parts.get("config.json")).path("config");
    assertThat(config.path("User").asText()).isEqualTo("1000:1000");
    assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"/opt/caravan/caravan\"]");
    assertThat(config.path("Cmd").toString()).isEqualTo("[\"run\"]");
    assertThat(config.path("ExposedPorts").has("9876/tcp")).isTrue();
    assertThat(config.path("Env").toString())
        .contains("MaxRAMPercentage", "CAMEL_MANAGEMENT_HOST=0.0.0.0");

    List<String> files = new ArrayList<>();
    for (Map.Entry<String, byte[]> layer : parts.entrySet()) {
      if (layer.getKey().endsWith(".tar.gz")) {
        unpack(layer.getValue(), files);
      }
    }
    assertThat(files)
        .contains("opt/caravan/routes/syncs/datto-alerts-to-atera-tickets.pipe.yaml")
        .contains("opt/caravan/application.properties")
        .contains("opt/caravan/target/native/Linux/x86_64/libsqlitejdbc.so")
        .noneMatch(file -> file.matches(".*(test|fabric8|junit|\\.git/|\\.env).*"));

    Path out = folder.resolve("out.txt");
    ProcessBuilder launcher =
        new ProcessBuilder(folder.resolve("opt/caravan/caravan").toString(), "--version");
    launcher.environment().put("JAVA_OPTS", "-XX:MaxRAMPercentage=50");
    Process process = launcher.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(out, StandardCharsets.UTF_8)).isZero();
    assertThat(Files.readString(out)).contains("caravan 0.1.0");
  }

  private void unpack(byte[] layer, List<String> files) throws IOException {
    try (InputStream bytes = new GZIPInputStream(new ByteArrayInputStream(layer));
        TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
      for (TarArchiveEntry file = tar.getNextEntry(); file != null; file = tar.getNextEntry()) {
        Path there = folder.resolve(file.getName());
        if (file.isFile()) {
          files.add(file.getName());
          Files.createDirectories(there.getParent());
          Files.write(there, tar.readAllBytes());
          if ((file.getMode() & EXECUTABLE) != 0) {
            assertThat(there.toFile().setExecutable(true)).isTrue();
          }
        }
      }
    }
  }
}
