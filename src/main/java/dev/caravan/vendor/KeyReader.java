package dev.caravan.vendor;

import dev.caravan.text.Flaw;
import dev.caravan.text.Similar;
import dev.caravan.text.YamlNode;
import dev.caravan.vendor.Key.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads keys; all of their facts may be wrong. */
public final class KeyReader {
  /** 1,000 calls a second: the Throttler keeps a permit in memory for each. */
  private static final String MOST_CALLS = "60000";

  private static final List<String> TYPES =
      Arrays.stream(Type.values())
          .map(type -> type.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .toList();

  private KeyReader() {}

  /**
   * The keys of a group in a file of our own.
   *
   * @throws IllegalStateException when it is wrong
   */
  public static List<Key> keys(String file, YamlNode group) {
    List<Flaw> flaws = new ArrayList<>();
    List<Key> keys = keys(new CheckedMembers(Path.of(file), group, "the group", flaws));
    if (!flaws.isEmpty()) {
      throw new IllegalStateException(flaws.get(0).sentence());
    }
    return keys;
  }

  /** The keys below a member. */
  static List<Key> keys(CheckedMembers group) {
    return List.copyOf(group.all(name -> key(name, group.in(name, "the key " + name))).values());
  }

  private static Key key(String name, CheckedMembers facts) {
    String written = facts.required("type", "text");
    Type type = type(facts, written);
    String description = facts.required("description", "A sentence for people.");
    if (!description.isEmpty() && !description.matches("[A-Z].*\\.")) {
      facts.flaw(
          facts.node().at("description"),
          "the description of %s is no sentence".formatted(name),
          "begin with a capital and end with a full stop");
    }
    boolean limit = type == Type.LIMIT;
    Key key =
        new Key(
            name,
            type,
            facts.text("default"),
            limit ? Optional.of("1") : facts.text("least"),
            limit ? Optional.of(MOST_CALLS) : facts.text("most"),
            facts.texts("values"),
            facts.text("alias"),
            facts.text("strip"),
            facts.flag("required"),
            facts.text("unless"),
            facts.text("only-for"),
            facts.flag("may-be-empty"),
            description);
    if (type == Type.ENUM && key.values().isEmpty()) {
      facts.flaw(
          facts.node(), "the key %s has no values".formatted(name), "write values: [one, other]");
    }
    facts.noOthers();
    return key;
  }

  private static Type type(CheckedMembers facts, String written) {
    if (TYPES.contains(written)) {
      return Type.valueOf(written.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
    if (!written.isEmpty()) {
      facts.flaw(
          facts.node().at("type"),
          "there is no type '%s'".formatted(written),
          Similar.to(written, TYPES)
              .map("did you mean %s?"::formatted)
              .orElse("the types are " + String.join(", ", TYPES)));
    }
    return Type.TEXT;
  }
}
