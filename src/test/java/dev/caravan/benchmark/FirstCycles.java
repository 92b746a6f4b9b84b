package dev.caravan.benchmark;

import dev.caravan.cli.Main;
import dev.caravan.process.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process of {@code run} says of the first cycle of each of its syncs.
 *
 * @param seconds how long each took, by the sync's name
 * @param errors what it said beside that
 */
record FirstCycles(Map<String, Double> seconds, List<String> errors) {
  private static final Pattern LINE =
      Pattern.compile("^cycle 1 · (\\S+) · .* · ([0-9.]+) s(?: · .*)?$");

  /** Runs until so many syncs have had their first cycle, for so long at most. */
  static FirstCycles of(List<String> options, Path config, int syncs, int longestSeconds)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of("-Dstdout.encoding=UTF-8", "-Dcaravan.home=" + Path.of("").toAbsolutePath()));
    Process process =
        Jvm.launched(all, Main.class, "run", "--config", config.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    FirstCycles seen = new FirstCycles(new HashMap<>(), new ArrayList<>());
    Thread reader = new Thread(() -> seen.read(process, syncs), "lines-of-first-cycles");
    reader.start();
    reader.join(TimeUnit.SECONDS.toMillis(longestSeconds));
    process.destroy();
    reader.join();
    process.waitFor();
    return seen;
  }

  private void read(Process process, int syncs) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (seconds.size() < syncs) {
        String line = lines.readLine();
        if (line == null) {
          return;
        }
        Matcher cycle = LINE.matcher(line);
        if (cycle.matches()) {
          seconds.put(cycle.group(1), Double.parseDouble(cycle.group(2)));
        } else if (!line.startsWith("cycle")) {
          errors.add(line.strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
