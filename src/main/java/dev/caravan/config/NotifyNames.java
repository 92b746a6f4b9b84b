package dev.caravan.config;

import dev.caravan.pipe.Pipe;
import dev.caravan.pipe.Pipes;
import dev.caravan.text.Similar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which notify Pipes there are: one of the name of each file in the folders notify, and those that
 * a key {@code caravan.notify.<name>.pipe} makes of another. Immutable.
 */
final class NotifyNames {
  static final String KEY = "caravan.notify";
  private static final String PIPE = "pipe";
  private static final Pattern LINE = Pattern.compile("caravan\\.notify\\.([^.]+)\\." + PIPE);
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Pipes pipes;
  private final Set<String> all = new LinkedHashSet<>();

  /**
   * @param entries what files say
   * @param named the value of {@code caravan.notify}
   */
  NotifyNames(Pipes pipes, Collection<WrittenValue> entries, Optional<WrittenValue> named) {
    this.pipes = pipes;
    pipes.all().forEach(pipe -> all.add(pipe.name()));
    entries.forEach(
        entry -> LINE.matcher(entry.key()).results().forEach(line -> all.add(line.group(1))));
    named.ifPresent(value -> all.addAll(ValueForms.list(value.value())));
    all.removeIf(name -> !FORM.matcher(name).matches());
  }

  /** Those that may have keys. */
  Set<String> all() {
    return all;
  }

  /**
   * Those that the configuration names.
   *
   * @param value of a key, empty where it has none
   * @param where a key stands
   */
  List<NotifyPipe> enabled(
      Catalog catalog,
      Function<String, Optional<String>> value,
      Function<String, String> where,
      Collection<String> syncs,
      Collection<Problem> problems) {
    List<NotifyPipe> enabled = new ArrayList<>();
    for (String name : value.apply(KEY).map(ValueForms::list).orElse(List.of())) {
      String line = "%s.%s.%s".formatted(KEY, name, PIPE);
      String key = value.apply(line).isPresent() ? line : KEY;
      String wanted = value.apply(line).orElse(name);
      Optional<Pipe> pipe = pipes.find(wanted);
      if (pipe.isEmpty() || !FORM.matcher(name).matches()) {
        problems.add(unknown(key, where.apply(key), wanted, syncs));
      } else if (enabled.stream().noneMatch(it -> it.name().equals(name))) {
        Map<String, String> values = new LinkedHashMap<>();
        catalog
            .notifier()
            .forEach(
                it ->
                    value
                        .apply("%s.%s.%s".formatted(KEY, name, it.name()))
                        .filter(text -> !it.name().equals(PIPE))
                        .ifPresent(text -> values.put(it.name(), text)));
        enabled.add(new NotifyPipe(name, pipe.get(), values));
      }
    }
    return enabled;
  }

  private Problem unknown(String key, String where, String name, Collection<String> syncs) {
    List<String> names = pipes.all().stream().map(Pipe::name).toList();
    if (syncs.contains(name)) {
      return new Problem(
          key,
          where,
          "names '%s', which is a sync and tells operators nothing".formatted(name),
          "name it in caravan.syncs; the notify Pipes are " + String.join(", ", names));
    }
    return new Problem(
        key,
        where,
        "names '%s', which is not a notify Pipe".formatted(name),
        Similar.to(name, names)
            .map("did you mean %s?"::formatted)
            .orElse("the notify Pipes are " + String.join(", ", names)));
  }
}
