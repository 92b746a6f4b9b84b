package dev.caravan.config;

import dev.caravan.pipe.Kamelets;
import dev.caravan.pipe.Pipe;
import dev.caravan.pipe.PipeFlaws;
import dev.caravan.text.Similar;
import dev.caravan.vendor.RouteFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads what the configuration says of notify Pipes; all of it may be wrong. One use. */
final class NotifyReader {
  /** The Kamelet that sends to the address of a webhook. */
  private static final String WEBHOOK = "caravan-webhook-sink";

  private static final String JQ = ".jq";

  private final Catalog catalog;
  private final RouteFolders routes;
  private final Kamelets kamelets;
  private final Function<String, Optional<String>> values;
  private final Function<String, Optional<String>> ofCamel;
  private final List<NotifyPipe> enabled = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param values by key, empty where a key has none
   * @param ofCamel the same of keys that are Camel's, with their placeholders replaced
   */
  NotifyReader(
      Catalog catalog,
      RouteFolders routes,
      Kamelets kamelets,
      Function<String, Optional<String>> values,
      Function<String, Optional<String>> ofCamel) {
    this.ofCamel = ofCamel;
    this.catalog = catalog;
    this.routes = routes;
    this.kamelets = kamelets;
    this.values = values;
  }

  /**
   * @param where a key stands, blank where it was not written
   * @param isWrong whether a finding is about a key
   */
  void read(
      NotifyNames names,
      Collection<String> syncs,
      Function<String, String> where,
      Predicate<String> isWrong) {
    enabled.addAll(names.enabled(catalog, values, where, syncs, problems));
    PipeFlaws flaws = new PipeFlaws(routes, kamelets, key -> ofCamel.apply(key).isPresent());
    for (NotifyPipe notify : enabled) {
      flaws.of(notify.pipe()).forEach(flaw -> problems.add(Problem.of(flaw)));
      format(notify, where);
      String url = key(notify, NotifyPipe.URL);
      if (notify.pipe().sink().equals(WEBHOOK)
          && !notify.values().containsKey(NotifyPipe.URL)
          && !isWrong.test(url)) {
        problems.add(
            new Problem(
                url,
                where.apply(url),
                "is missing",
                "set it where secrets are kept, for instance in %s"
                    .formatted(KnownKeys.Known.variable(url))));
      }
    }
  }

  private void format(NotifyPipe notify, Function<String, String> where) {
    String format = notify.values().get(NotifyPipe.FORMAT);
    List<String> formats = formats();
    if (format != null && !formats.contains(format)) {
      String key = key(notify, NotifyPipe.FORMAT);
      problems.add(
          new Problem(
              key,
              where.apply(key),
              "names the format '%s', of which there is no file notify/%s%s"
                  .formatted(format, format, JQ),
              Similar.to(format, formats)
                  .map("did you mean %s?"::formatted)
                  .orElse("the formats are " + String.join(", ", formats))));
    }
  }

  private List<String> formats() {
    return routes.files("notify/*" + JQ).stream()
        .map(Path::getFileName)
        .map(String::valueOf)
        .map(name -> name.substring(0, name.length() - JQ.length()))
        .toList();
  }

  private static String key(NotifyPipe notify, String name) {
    return "%s.%s.%s".formatted(NotifyNames.KEY, notify.name(), name);
  }

  List<NotifyPipe> enabled() {
    return enabled;
  }

  List<Problem> problems() {
    return problems;
  }

  /** What is secret of them: the parts of an address too, by which a failure may name it. */
  Set<String> secrets() {
    Set<String> secrets = new LinkedHashSet<>();
    for (NotifyPipe notify : enabled) {
      Optional.ofNullable(notify.values().get(NotifyPipe.URL))
          .ifPresent(url -> secrets.addAll(WebhookParts.of(url)));
      Pipe pipe = notify.pipe();
      pipe.secretProperties(kamelets).forEach(key -> ofCamel.apply(key).ifPresent(secrets::add));
    }
    return secrets;
  }
}
