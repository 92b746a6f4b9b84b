package dev.caravan.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A part of a YAML file that knows its line; one that is not there has no members and no text. */
public final class YamlNode {
  private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true).build();

  private final @Nullable Node node;
  private final int line;

  private YamlNode(@Nullable Node node, int line) {
    this.node = node;
    this.line = line;
  }

  /**
   * Reads a file.
   *
   * @param flaws learns why it cannot be read
   * @return empty when it cannot
   */
  public static Optional<YamlNode> read(Path file, Consumer<Flaw> flaws) {
    try {
      return Optional.of(
          new YamlNode(
              new Compose(SETTINGS).composeString(Files.readString(file)).orElse(null), 1));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      flaws.accept(new Flaw(file, line(mark), "is not YAML: " + e.getProblem(), ""));
    } catch (YamlEngineException e) {
      flaws.accept(new Flaw(file, 0, "is not YAML: " + e.getMessage(), ""));
    } catch (IOException e) {
      flaws.accept(
          new Flaw(file, 0, "cannot be read", "check its permissions, and that it is UTF-8"));
    }
    return Optional.empty();
  }

  /** The content of a file of our own, which is well-formed. */
  public static YamlNode of(String content) {
    return new YamlNode(new Compose(SETTINGS).composeString(content).orElse(null), 1);
  }

  /** One that is not there. */
  public static YamlNode none() {
    return new YamlNode(null, 0);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(-1) + 1;
  }

  /**
   * From 1; of a member that of its name, of what is not there the line of what it should be in.
   */
  public int line() {
    return line;
  }

  public boolean isThere() {
    return node != null;
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  public boolean isSequence() {
    return node instanceof SequenceNode;
  }

  /** What a path of members leads to. */
  public YamlNode at(String... path) {
    YamlNode here = this;
    for (String member : path) {
      here = here.members().getOrDefault(member, new YamlNode(null, here.line));
    }
    return here;
  }

  public Map<String, YamlNode> members() {
    Map<String, YamlNode> members = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          members.put(key.getValue(), new YamlNode(tuple.getValueNode(), line(key.getStartMark())));
        }
      }
    }
    return members;
  }

  public List<YamlNode> items() {
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream()
            .map(item -> new YamlNode(item, line(item.getStartMark())))
            .toList()
        : List.of();
  }

  /** The plain value, empty when it is none. */
  public String text() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
