package dev.caravan.pipe;

import dev.caravan.text.Digest;
import dev.caravan.text.Flaw;
import dev.caravan.text.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What flows through which Kamelets, as it stands in a file. It names no sync. Immutable. */
public final class Pipe {
  static final String ENDING = ".pipe.yaml";
  static final String MAP = "map-action";
  static final String RECONCILE = "reconcile-action";

  /** The folder of Pipes that tell operators what they must know, and what those begin with. */
  static final String NOTIFY = "notify";

  static final String EVENTS = "caravan-events-source";

  private final Path file;
  private final YamlNode content;
  private final List<Flaw> unreadable = new ArrayList<>();

  /** One Kamelet in its place. */
  record Part(String kind, YamlNode node) {
    YamlNode ref() {
      return node.at("ref", "name");
    }

    /** The name of the Kamelet. */
    String kamelet() {
      return ref().text();
    }

    YamlNode properties() {
      return node.at("properties");
    }
  }

  private Pipe(Path file) {
    this.file = file;
    this.content = YamlNode.read(file, unreadable::add).orElseGet(YamlNode::none);
  }

  /** Reads a file; one that is broken is a Pipe too, with its name and its flaws. */
  public static Pipe read(Path file) {
    return new Pipe(file);
  }

  /** That of the file, so that a broken one has a name. */
  public String name() {
    String fileName = file.getFileName().toString();
    return fileName.substring(0, fileName.length() - ENDING.length());
  }

  public Path file() {
    return file;
  }

  /** Whether it tells operators what they must know, and is no sync. */
  boolean isNotify() {
    return file.toAbsolutePath().resolveSibling("").endsWith(NOTIFY);
  }

  /** The Kamelet that reads; blank where there is none. */
  public String source() {
    return content.at("spec", "source", "ref", "name").text();
  }

  /** The Kamelet that writes; blank where there is none. */
  public String sink() {
    return content.at("spec", "sink", "ref", "name").text();
  }

  /** The mappings that its steps name, first to last. */
  public List<String> mappings() {
    return mappingNodes().stream().map(YamlNode::text).toList();
  }

  List<YamlNode> mappingNodes() {
    return properties(MAP, "mapping");
  }

  /** The kinds of target that its steps compare with, first to last. */
  List<YamlNode> targetNodes() {
    return properties(RECONCILE, "target");
  }

  private List<YamlNode> properties(String kamelet, String name) {
    return steps().stream()
        .filter(step -> step.kamelet().equals(kamelet))
        .map(step -> step.properties().at(name))
        .filter(YamlNode::isThere)
        .toList();
  }

  private List<Part> steps() {
    return content.at("spec", "steps").items().stream()
        .map(node -> new Part("action", node))
        .toList();
  }

  /** Source, steps and sink. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("source", content.at("spec", "source")));
    parts.addAll(steps());
    parts.add(new Part("sink", content.at("spec", "sink")));
    return parts;
  }

  /**
   * The keys by which Camel sets what its Kamelets say is secret: {@code
   * camel.kamelet.<kamelet>.<property>}.
   */
  public List<String> secretProperties(Kamelets kamelets) {
    return parts().stream()
        .flatMap(part -> kamelets.find(part.kamelet()).stream())
        .flatMap(
            kamelet ->
                kamelet.secrets().stream()
                    .map(property -> "camel.kamelet.%s.%s".formatted(kamelet.name(), property)))
        .toList();
  }

  YamlNode content() {
    return content;
  }

  /** Why the file cannot be read. */
  List<Flaw> unreadable() {
    return List.copyOf(unreadable);
  }

  /**
   * The Pipe for Camel's loader, for one of the syncs that it serves: the sync's name is that of
   * the route, is passed to each Kamelet that takes it, and begins the route's id of each Kamelet
   * but for steps that do not take it: syncs that tell them the same share their routes.
   *
   * @throws IllegalArgumentException when the file cannot be read any more
   */
  public String forSync(String sync, Kamelets kamelets) {
    return loaded(
        sync,
        part -> {
          Map<String, Integer> uses = part.uses();
          Kamelet kamelet = part.kamelet();
          if (kamelet.isShared()) {
            part.properties().put("routeId", shared(kamelet.name(), part.properties()));
            return;
          }
          part.properties().put("routeId", routeId(sync, kamelet, uses));
          if (kamelet.takesSync()) {
            part.properties().put(Kamelet.SYNC, sync);
          }
        },
        kamelets);
  }

  /**
   * The same for one of the names under which it tells operators. What the configuration says of
   * that name wins over the Pipe's own properties.
   *
   * @param settings by property
   */
  public String forNotices(String name, Map<String, String> settings, Kamelets kamelets) {
    return loaded(
        name,
        part -> {
          Kamelet kamelet = part.kamelet();
          part.properties().put("routeId", routeId(name, kamelet, part.uses()));
          settings.forEach(
              (property, value) -> {
                if (kamelet.properties().contains(property)) {
                  part.properties().put(property, value);
                }
              });
          if (kamelet.properties().contains(Kamelet.NOTIFY)) {
            part.properties().put(Kamelet.NOTIFY, name);
          }
        },
        kamelets);
  }

  private static String routeId(String pipe, Kamelet kamelet, Map<String, Integer> uses) {
    int use = uses.merge(kamelet.name(), 1, Integer::sum);
    return pipe + "-" + kamelet.name() + (use == 1 ? "" : "-" + use);
  }

  /** A part of a Pipe whose properties are filled in. */
  private record PartToLoad(
      Kamelet kamelet, Map<String, Object> properties, Map<String, Integer> uses) {}

  private String loaded(String name, Consumer<PartToLoad> fill, Kamelets kamelets) {
    Map<String, Object> pipe = map(load());
    Map<String, Object> metadata = map(pipe.get("metadata"));
    metadata.put("name", name);
    pipe.put("metadata", metadata);
    Map<String, Object> spec = map(pipe.get("spec"));
    Map<String, Integer> uses = new TreeMap<>();
    List<Object> steps = new ArrayList<>();
    spec.computeIfPresent("source", (key, part) -> filled(part, fill, kamelets, uses));
    if (spec.get("steps") instanceof List<?> all) {
      all.forEach(part -> steps.add(filled(part, fill, kamelets, uses)));
      spec.put("steps", steps);
    }
    spec.computeIfPresent("sink", (key, part) -> filled(part, fill, kamelets, uses));
    pipe.put("spec", spec);
    return new Dump(DumpSettings.builder().build()).dumpToString(pipe);
  }

  private static Map<String, Object> filled(
      Object original, Consumer<PartToLoad> fill, Kamelets kamelets, Map<String, Integer> uses) {
    Map<String, Object> part = map(original);
    Map<String, Object> properties = map(part.get("properties"));
    kamelets
        .find(String.valueOf(map(part.get("ref")).get("name")))
        .ifPresent(kamelet -> fill.accept(new PartToLoad(kamelet, properties, uses)));
    part.put("properties", properties);
    return part;
  }

  /** A step that is told the same does the same: one route of it serves every sync. */
  private static String shared(String name, Map<String, Object> properties) {
    String told =
        String.join("-", new TreeMap<>(properties).values().stream().map(String::valueOf).toList());
    return told.matches("[a-z0-9-]{1,80}") ? name + "-" + told : name + "-" + Digest.of(told);
  }

  private Object load() {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("The Pipe %s cannot be read".formatted(file), e);
    }
  }

  private static Map<String, Object> map(@Nullable Object node) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> members) {
      members.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }
}
