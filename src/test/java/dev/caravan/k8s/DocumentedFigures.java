package dev.caravan.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The figures of docs/metrics.md, which a scrape of a running process keeps true. */
final class DocumentedFigures {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(caravan_\\w+)(?:\\{([a-z,]+)})?` \\| (\\w+) \\|");
  private static final Pattern LABELS =
      Pattern.compile("\\bby \\(([^)]*)\\)|\\{([^}]*)}|label_values\\(\\w+, (\\w+)\\)");

  /** What Prometheus itself says of a pod. */
  private static final String MONITORS = "namespace";

  /** The labels of each, by the name of its samples. */
  private static final Map<String, Set<String>> SHOWN = read();

  private DocumentedFigures() {}

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> shown = new TreeMap<>();
    try {
      ROW.matcher(Files.readString(Path.of("docs/metrics.md")))
          .results()
          .forEach(
              row -> {
                String name = row.group(1);
                Set<String> labels = new TreeSet<>();
                if (row.group(2) != null) {
                  labels.addAll(List.of(row.group(2).split(",")));
                }
                if (row.group(3).equals("histogram")) {
                  Stream.of("_count", "_sum").forEach(part -> shown.put(name + part, labels));
                  Set<String> ofBuckets = new TreeSet<>(labels);
                  ofBuckets.add("le");
                  shown.put(name + "_bucket", ofBuckets);
                } else {
                  shown.put(name, labels);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shown;
  }

  /** What a query names that no scrape shows: figures, and labels of none of its figures. */
  static Set<String> unknownIn(String query) {
    Set<String> unknown = new TreeSet<>();
    Set<String> labels = new TreeSet<>();
    Pattern.compile("\\bcaravan_\\w+")
        .matcher(query)
        .results()
        .map(it -> it.group())
        .forEach(
            name -> {
              if (SHOWN.containsKey(name)) {
                labels.addAll(SHOWN.get(name));
              } else {
                unknown.add(name);
              }
            });
    LABELS
        .matcher(query)
        .results()
        .map(it -> Stream.of(1, 2, 3).map(it::group).filter(group -> group != null).toList())
        .flatMap(Collection::stream)
        .flatMap(list -> Stream.of(list.split(",")))
        .map(label -> label.replaceAll("[=!~].*", "").strip())
        .filter(label -> !label.isEmpty() && !labels.contains(label) && !label.equals(MONITORS))
        .forEach(unknown::add);
    return unknown;
  }
}
