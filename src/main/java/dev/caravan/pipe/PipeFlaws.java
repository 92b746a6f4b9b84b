package dev.caravan.pipe;

import dev.caravan.mapping.FunctionFiles;
import dev.caravan.pipe.Pipe.Part;
import dev.caravan.text.Flaw;
import dev.caravan.text.Similar;
import dev.caravan.text.YamlNode;
import dev.caravan.vendor.RouteFolders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds what Camel would not say of a Pipe, or only when it starts. */
public final class PipeFlaws {
  private static final String SINK = "-sink";

  private final RouteFolders routes;
  private final Kamelets kamelets;
  private final Predicate<String> elsewhere;

  public PipeFlaws(RouteFolders routes, Kamelets kamelets) {
    this(routes, kamelets, key -> false);
  }

  /**
   * @param elsewhere whether the configuration has a key, by which Camel sets what a Pipe does not
   *     pass
   */
  public PipeFlaws(RouteFolders routes, Kamelets kamelets, Predicate<String> elsewhere) {
    this.routes = routes;
    this.kamelets = kamelets;
    this.elsewhere = elsewhere;
  }

  /** Everything that is wrong with one. */
  public List<Flaw> of(Pipe pipe) {
    if (!pipe.unreadable().isEmpty()) {
      return pipe.unreadable();
    }
    Findings findings = new Findings(pipe);
    findings.head();
    findings.purpose();
    pipe.parts().forEach(findings::part);
    if (!pipe.isNotify()) {
      pipe.mappingNodes().forEach(findings::mapping);
      pipe.targetNodes().forEach(findings::target);
    }
    return findings.flaws;
  }

  private final class Findings {
    private final Pipe pipe;
    private final List<Flaw> flaws = new ArrayList<>();

    private Findings(Pipe pipe) {
      this.pipe = pipe;
    }

    private void add(YamlNode where, String what, String hint) {
      flaws.add(new Flaw(pipe.file(), where.line(), what, hint));
    }

    private void head() {
      YamlNode kind = pipe.content().at("kind");
      if (!kind.text().equals("Pipe")) {
        add(kind, "is no Pipe", "a Pipe says kind: Pipe");
      }
      YamlNode name = pipe.content().at("metadata", "name");
      if (name.isThere() && !name.text().equals(pipe.name())) {
        add(name, "calls the Pipe '%s'".formatted(name.text()), "its file does: " + pipe.name());
      }
    }

    /** What tells operators is no sync, and no sync tells them anything. */
    private void purpose() {
      YamlNode source = pipe.content().at("spec", "source", "ref", "name");
      if (!pipe.isNotify()) {
        if (source.text().equals(Pipe.EVENTS)) {
          add(
              source,
              "begins with %s in the folder of syncs".formatted(Pipe.EVENTS),
              "a notify Pipe stands in the folder " + Pipe.NOTIFY);
        }
        return;
      }
      if (!source.text().isEmpty() && !source.text().equals(Pipe.EVENTS)) {
        add(
            source,
            "begins with %s in the folder %s".formatted(source.text(), Pipe.NOTIFY),
            "a notify Pipe begins with %s; a sync stands in the folder syncs"
                .formatted(Pipe.EVENTS));
      }
      for (Part part : pipe.parts()) {
        if (part.kamelet().equals(Pipe.MAP) || part.kamelet().equals(Pipe.RECONCILE)) {
          add(
              part.ref(),
              "has a step %s, but a notify Pipe tells and reconciles nothing"
                  .formatted(part.kamelet()),
              "leave the step out; the property format of its source says what is sent");
        }
      }
    }

    private void part(Part part) {
      if (part.kamelet().isEmpty()) {
        // A step may be an endpoint; the two ends are Kamelets.
        if (!part.node().at("uri").isThere()) {
          add(part.node(), "has no %s".formatted(part.kind()), "a ref names its Kamelet");
        }
        return;
      }
      Optional<Kamelet> kamelet = kamelets.find(part.kamelet());
      if (kamelet.isEmpty()) {
        add(
            part.ref(),
            "names the Kamelet '%s', which is in no folder of Kamelets".formatted(part.kamelet()),
            didYouMean(part.kamelet(), kamelets.names()));
        return;
      }
      kind(part, kamelet.get());
      properties(part, kamelet.get());
    }

    private void kind(Part part, Kamelet kamelet) {
      if (!kamelet.kind().isEmpty() && !kamelet.kind().equals(part.kind())) {
        add(
            part.ref(),
            "has %s in the place of its %s".formatted(kamelet.name(), part.kind()),
            "that Kamelet is of the type " + kamelet.kind());
      }
    }

    private void properties(Part part, Kamelet kamelet) {
      part.properties()
          .members()
          .forEach(
              (name, value) -> {
                if (!kamelet.properties().contains(name)) {
                  add(
                      value,
                      "passes '%s' to %s, which does not take it".formatted(name, kamelet.name()),
                      didYouMean(name, kamelet.properties()));
                } else if (name.equals(Kamelet.SYNC) && !value.text().equals(pipe.name())) {
                  add(
                      value,
                      "names the sync '%s'".formatted(value.text()),
                      "leave the line out: a Pipe serves any sync");
                }
              });
      for (String name : kamelet.required()) {
        boolean filledIn =
            Kamelet.isFilledIn(name)
                || pipe.isNotify()
                    && elsewhere.test("camel.kamelet.%s.%s".formatted(kamelet.name(), name));
        if (!filledIn && !part.properties().at(name).isThere()) {
          add(
              part.node(),
              "does not pass '%s' to %s".formatted(name, kamelet.name()),
              pipe.isNotify()
                  ? "set camel.kamelet.%s.%s where secrets are kept, or pass it"
                      .formatted(kamelet.name(), name)
                  : "");
        }
      }
    }

    private void mapping(YamlNode mapping) {
      if (routes.find("mappings/%s.jq".formatted(mapping.text())).isEmpty()) {
        List<String> names =
            routes.files("mappings/*.jq").stream()
                .filter(file -> !FunctionFiles.isOne(file))
                .map(file -> file.getFileName().toString().replaceFirst("\\.jq$", ""))
                .toList();
        add(
            mapping,
            "names the mapping '%s', which is in no folder of mappings".formatted(mapping.text()),
            didYouMean(mapping.text(), names));
      }
    }

    /**
     * What is compared with is what is written: the sink of a target is named after it, if it is
     * not an operator's own with a word before that.
     */
    private void target(YamlNode target) {
      String sink = pipe.sink();
      if (!sink.endsWith(SINK) || kamelets.find(sink).isEmpty()) {
        return;
      }
      String written = sink.substring(0, sink.length() - SINK.length());
      String compared = target.text();
      if (!written.equals(compared) && (compared.isEmpty() || !written.endsWith("-" + compared))) {
        add(
            target,
            "has reconcile-action compare with '%s', but its sink %s writes %s"
                .formatted(compared, sink, written),
            "write target: " + written);
      }
    }

    private static String didYouMean(String given, Collection<String> known) {
      return Similar.to(given, known)
          .map("did you mean %s?"::formatted)
          .orElseGet(() -> "there are " + String.join(", ", known));
    }
  }
}
