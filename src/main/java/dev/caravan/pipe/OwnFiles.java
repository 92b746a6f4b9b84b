package dev.caravan.pipe;

import dev.caravan.text.Flaw;
import dev.caravan.text.Similar;
import dev.caravan.text.YamlNode;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that an operator put beside the shipped ones. Immutable; looks into the folders at each
 * call.
 */
public final class OwnFiles {
  /** What is read of a folder of routes, by kind of folder. */
  private static final List<String> READ =
      List.of(
          "{templates,policies,reconcile,vendors/*}/*.camel.yaml",
          "{kamelets,vendors/*}/*.kamelet.yaml",
          "{mappings,notify,vendors/*}/*.jq",
          "vendors/*/vendor.yaml",
          "{syncs,notify}/*.pipe.yaml");

  private static final String CAMEL = ".camel.yaml";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private final RouteFolders routes;
  private final Kamelets kamelets;
  private final Predicate<String> elsewhere;

  /** A file and the one that it takes the place of. */
  public record Replacement(Path file, Path replaced) {}

  /**
   * @param routes the shipped folder, then the operator's own
   */
  public OwnFiles(RouteFolders routes, Kamelets kamelets) {
    this(routes, kamelets, key -> false);
  }

  /**
   * The same where Pipes have properties from elsewhere.
   *
   * @param elsewhere as {@link PipeFlaws} has it
   */
  public OwnFiles(RouteFolders routes, Kamelets kamelets, Predicate<String> elsewhere) {
    this.routes = routes;
    this.kamelets = kamelets;
    this.elsewhere = elsewhere;
  }

  /** Everything that is wrong with one of them; descriptors of vendors are no concern here. */
  public List<Flaw> flaws() {
    PipeFlaws pipes = new PipeFlaws(routes, kamelets, elsewhere);
    List<Flaw> flaws = new ArrayList<>();
    for (int i = 1; i < routes.folders().size(); i++) {
      Path folder = routes.folders().get(i);
      JqFlaws jq = new JqFlaws(routes, folder, before(i));
      read(folder).forEach(file -> flaws(file, pipes, jq, flaws));
    }
    return flaws;
  }

  private static void flaws(Path file, PipeFlaws pipes, JqFlaws jq, List<Flaw> flaws) {
    String name = file.getFileName().toString();
    if (name.endsWith(Pipe.ENDING)) {
      flaws.addAll(pipes.of(Pipe.read(file)));
    } else if (name.endsWith(Kamelets.ENDING)) {
      YamlNode.read(file, flaws::add).ifPresent(content -> kamelet(file, content, flaws));
    } else if (name.endsWith(CAMEL)) {
      YamlNode.read(file, flaws::add)
          .filter(content -> !content.isSequence())
          .ifPresent(
              content ->
                  flaws.add(
                      new Flaw(
                          file, content.line(), "is no list of routes", "begin with - route:")));
    } else if (name.endsWith(".jq")) {
      jq.of(file).ifPresent(flaws::add);
    }
  }

  private static void kamelet(Path file, YamlNode content, List<Flaw> flaws) {
    YamlNode kind = content.at("kind");
    if (!kind.text().equals("Kamelet")) {
      flaws.add(new Flaw(file, kind.line(), "is no Kamelet", "a Kamelet says kind: Kamelet"));
    }
    YamlNode name = content.at("metadata", "name");
    if (!name.text().equals(Kamelets.name(file))) {
      flaws.add(
          new Flaw(
              file,
              name.line(),
              "calls the Kamelet '%s'".formatted(name.text()),
              "its file does: " + Kamelets.name(file)));
    }
    YamlNode from = content.at("spec", "template", "from");
    if (!from.isThere()) {
      flaws.add(new Flaw(file, from.line(), "has no template", "spec.template.from begins it"));
    }
    placeholders(file, content.at("spec", "template"), Kamelet.of("", content), flaws);
  }

  /** Those with a dot are keys of the configuration. */
  private static void placeholders(Path file, YamlNode node, Kamelet kamelet, List<Flaw> flaws) {
    node.members().values().forEach(member -> placeholders(file, member, kamelet, flaws));
    node.items().forEach(item -> placeholders(file, item, kamelet, flaws));
    Matcher placeholder = PLACEHOLDER.matcher(node.text());
    while (placeholder.find()) {
      if (!kamelet.properties().contains(placeholder.group(1))) {
        flaws.add(
            new Flaw(
                file,
                node.line(),
                "takes {{%s}}, which is none of its properties".formatted(placeholder.group(1)),
                Similar.to(placeholder.group(1), kamelet.properties())
                    .map("did you mean %s?"::formatted)
                    .orElse("")));
      }
    }
  }

  /** Those that take the place of a file of an earlier folder, of a shipped one for instance. */
  public List<Replacement> replacements() {
    List<Replacement> replacements = new ArrayList<>();
    for (int i = 1; i < routes.folders().size(); i++) {
      Path folder = routes.folders().get(i);
      RouteFolders before = before(i);
      Kamelets kameletsBefore = new Kamelets(before);
      for (Path file : read(folder).toList()) {
        Optional<Path> replaced =
            file.toString().endsWith(Kamelets.ENDING)
                ? kameletsBefore.file(Kamelets.name(file))
                : before.find(folder.relativize(file).toString());
        replaced.ifPresent(it -> replacements.add(new Replacement(file, it)));
      }
    }
    return replacements;
  }

  /** Those that nobody reads, because of their name or their folder's. */
  public List<Path> unread() {
    List<Path> unread = new ArrayList<>();
    for (Path folder : own()) {
      unread.addAll(RouteFolders.of(folder).files("**.{yaml,yml,jq}"));
      unread.addAll(RouteFolders.of(folder).files("*.{yaml,yml,jq}"));
      unread.removeAll(read(folder).toList());
    }
    return unread.stream().distinct().toList();
  }

  /** The folders in front of one of them. */
  private RouteFolders before(int folder) {
    return new RouteFolders(routes.folders().subList(0, folder));
  }

  /** All that are read. */
  public List<Path> all() {
    return own().stream().flatMap(folder -> read(folder)).toList();
  }

  private static Stream<Path> read(Path folder) {
    return READ.stream().flatMap(glob -> RouteFolders.of(folder).files(glob).stream());
  }

  private List<Path> own() {
    return routes.folders().stream().skip(1).toList();
  }
}
