package dev.caravan.vendor;

import dev.caravan.text.Durations;
import dev.caravan.text.Flaw;
import dev.caravan.text.Similar;
import dev.caravan.text.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The members of one part of a file, each of which must be known and well-formed. Whatever is not
 * is a flaw, and reading goes on.
 */
final class CheckedMembers {
  private final Path file;
  private final YamlNode node;
  private final String what;
  private final List<Flaw> flaws;
  private final List<String> known = new ArrayList<>();

  /**
   * @param what for people, such as {@code the key secret}
   */
  CheckedMembers(Path file, YamlNode node, String what, List<Flaw> flaws) {
    this.file = file;
    this.node = node;
    this.what = what;
    this.flaws = flaws;
    if (node.isThere() && !node.isMapping()) {
      flaw(node, what + " must have members", "write them below it, as name: value");
    }
  }

  void flaw(YamlNode where, String what, String hint) {
    flaws.add(new Flaw(file, where.line(), what, hint));
  }

  YamlNode node() {
    return node;
  }

  boolean isThere() {
    return node.isThere();
  }

  private YamlNode member(String name) {
    known.add(name);
    return node.at(name);
  }

  /** A part of its own. */
  CheckedMembers in(String name, String what) {
    return new CheckedMembers(file, member(name), what, flaws);
  }

  Optional<String> text(String name) {
    YamlNode member = member(name);
    if (member.isMapping() || member.isSequence()) {
      flaw(member, "%s of %s must be a text".formatted(name, what), "write it behind the colon");
      return Optional.empty();
    }
    return Optional.of(member.text()).filter(text -> !text.isBlank());
  }

  /** One that must be there; empty text where it is not, which is a flaw. */
  String required(String name, String example) {
    return text(name)
        .orElseGet(
            () -> {
              flaw(
                  node,
                  "%s has no %s".formatted(what, name),
                  "write %s: %s".formatted(name, example));
              return "";
            });
  }

  boolean flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !List.of("true", "false").contains(text.get())) {
      flaw(
          node.at(name),
          "%s of %s is neither true nor false".formatted(name, what),
          "leave it out for false");
    }
    return text.equals(Optional.of("true"));
  }

  Optional<Duration> duration(String name) {
    return text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(Durations.parse(text));
              } catch (IllegalArgumentException e) {
                flaw(node.at(name), "%s of %s: %s".formatted(name, what, e.getMessage()), "");
                return Optional.empty();
              }
            });
  }

  List<String> texts(String name) {
    YamlNode member = member(name);
    if (member.isThere() && !member.isSequence()) {
      flaw(member, "%s of %s must be a list".formatted(name, what), "write [one, other]");
    }
    return member.items().stream().map(YamlNode::text).toList();
  }

  /** All members, whatever they are called, in their order. */
  <T> Map<String, T> all(Function<String, T> value) {
    Map<String, T> all = new LinkedHashMap<>();
    node.members().keySet().forEach(name -> all.put(name, value.apply(name)));
    return all;
  }

  /** To be called last: what was not asked for is unknown. */
  void noOthers() {
    node.members()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                flaw(
                    value,
                    "%s has no member '%s'".formatted(what, name),
                    Similar.to(name, known)
                        .map("did you mean %s?"::formatted)
                        .orElse("it may have " + String.join(", ", known)));
              }
            });
  }
}
