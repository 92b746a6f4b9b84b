package dev.caravan.config;

import dev.caravan.config.KnownKeys.Known;
import dev.caravan.text.Durations;
import dev.caravan.text.Percents;
import dev.caravan.text.Similar;
import dev.caravan.text.Sizes;
import dev.caravan.vendor.Key;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks values against their types and brings them into their plain form. */
final class ValueForms {
  private final Collection<String> accounts;
  private final Collection<String> syncs;
  private final Collection<String> notifiers;
  private final Collection<String> plainHosts;
  private final Predicate<Known> beginsOthers;

  /**
   * @param plainHosts those that may be spoken to without TLS
   * @param beginsOthers whether the values of other keys begin with a key's value
   */
  ValueForms(
      Collection<String> accounts,
      Collection<String> syncs,
      Collection<String> notifiers,
      Collection<String> plainHosts,
      Predicate<Known> beginsOthers) {
    this.accounts = accounts;
    this.syncs = syncs;
    this.notifiers = notifiers;
    this.plainHosts = plainHosts;
    this.beginsOthers = beginsOthers;
  }

  /** The entries of a list, which commas separate. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList();
  }

  /** Everything that is wrong with a value; relative files are in {@code folder}. */
  List<Problem> check(Known known, String value, String where, Path folder) {
    Key key = known.key();
    List<Problem> problems = new ArrayList<>();
    switch (key.type()) {
      case TEXT -> {}
      case SECRET -> {
        if (value.chars().anyMatch(Character::isISOControl)) {
          problems.add(problem(known, where, "holds a line break", "paste it as one line"));
        }
      }
      case WEBHOOK -> add(problems, known, where, Addresses.complaintOfWebhook(value));
      case URL -> add(problems, known, where, Addresses.complaintOfUrl(value, plainHosts));
      case JDBC_URL -> add(problems, known, where, Addresses.complaintOfJdbcUrl(value));
      case PATH -> add(problems, known, where, path(known, value));
      case INTEGER, LIMIT ->
          integer(known, value)
              .ifPresent(what -> problems.add(problem(known, where, what, remark(value))));
      case DURATION ->
          duration(known, value)
              .ifPresent(what -> problems.add(problem(known, where, what, remark(value))));
      case SIZE ->
          size(known, value)
              .ifPresent(what -> problems.add(problem(known, where, what, remark(value))));
      case PERCENT ->
          percent(known, value)
              .ifPresent(what -> problems.add(problem(known, where, what, remark(value))));
      case ENUM -> choice(problems, known, value, where);
      case FILE -> add(problems, known, where, file(value, folder));
      case SYNCS ->
          list(value).stream()
              .filter(name -> !syncs.contains(name))
              .forEach(
                  name ->
                      problems.add(
                          notifiers.contains(name)
                              ? noSync(known, where, name)
                              : unknown(known, where, name, "sync", syncs)));
      case CLUSTER_HOSTS ->
          list(value).stream()
              .filter(host -> !PlainHosts.isOfCluster(host))
              .forEach(host -> problems.add(notOfCluster(known, where, host)));
      case ACCOUNT -> {
        if (!accounts.contains(value)) {
          problems.add(unknown(known, where, value, "account", accounts));
        }
      }
    }
    return problems;
  }

  /** The plain form of a value that {@link #check} has nothing against. */
  String plain(Known known, String value, Path folder) {
    return switch (known.key().type()) {
      case URL -> Addresses.plainBaseUrl(value, known.key().strip());
      case JDBC_URL -> Addresses.plainJdbcUrl(value, folder);
      case FILE -> folder.resolve(value).normalize().toString();
      case ENUM -> value.toLowerCase(Locale.ROOT);
      case SECRET -> accounts.contains(known.prefix()) ? Pasted.credential(value) : value;
      default -> value;
    };
  }

  private static void add(
      List<Problem> problems, Known known, String where, Optional<String> complaint) {
    complaint.ifPresent(what -> problems.add(problem(known, where, what, "")));
  }

  private static Problem problem(Known known, String where, String what, String hint) {
    return new Problem(known.name(), where, what, hint);
  }

  private static Problem notOfCluster(Known known, String where, String host) {
    return problem(
        known,
        where,
        "must be names within a cluster, such as sandbox or sandbox.test.svc, not '%s'"
            .formatted(host),
        "credentials go to vendors over https:// only");
  }

  private Optional<String> path(Known known, String value) {
    return value.contains("?") && beginsOthers.test(known)
        ? Optional.of("must end before the ?, because other paths begin with it")
        : Addresses.complaintOfPath(value);
  }

  private static Optional<String> integer(Known known, String value) {
    long least = known.key().least().map(Long::parseLong).orElse(0L);
    long most = known.key().most().map(Long::parseLong).orElse((long) Integer.MAX_VALUE);
    String range =
        most < Integer.MAX_VALUE
            ? "from %d to %d".formatted(least, most)
            : "of at least %d".formatted(least);
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return Optional.empty();
      }
    } catch (NumberFormatException e) {
      // The sentence below says what is expected.
    }
    return Optional.of("must be a whole number %s, not '%s'".formatted(range, value));
  }

  private static Optional<String> duration(Known known, String value) {
    String least = known.key().least().orElse("0s");
    try {
      return Durations.parse(value).compareTo(Durations.parse(least)) >= 0
          ? Optional.empty()
          : Optional.of("must be at least %s, not %s".formatted(least, value));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "must be a number and a unit, such as 500ms, 90s, 5m or 1h, not '%s'".formatted(value));
    }
  }

  private static Optional<String> size(Known known, String value) {
    String least = known.key().least().orElse("0KiB");
    try {
      return Sizes.parse(value) >= Sizes.parse(least)
          ? Optional.empty()
          : Optional.of("must be at least %s, not %s".formatted(least, value));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "must be a number and a unit, such as 16MiB or 512KiB, below 2048MiB, not '%s'"
              .formatted(value));
    }
  }

  private static Optional<String> percent(Known known, String value) {
    int most = known.key().most().map(Integer::parseInt).orElse(100);
    try {
      if (Percents.parse(value) <= most) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says what is expected.
    }
    return Optional.of(
        "must be a whole number from 0 to %d and a percent sign, not '%s'".formatted(most, value));
  }

  private static String remark(String value) {
    return value.contains("#") ? "a comment needs a line of its own in a properties file" : "";
  }

  private static void choice(List<Problem> problems, Known known, String value, String where) {
    List<String> choices = known.key().values();
    if (choices.stream().noneMatch(value::equalsIgnoreCase)) {
      problems.add(
          problem(
              known,
              where,
              "must be one of %s, not '%s'".formatted(String.join(", ", choices), value),
              Similar.to(value.toLowerCase(Locale.ROOT), choices)
                  .map("did you mean %s?"::formatted)
                  .orElse("")));
    }
  }

  private static Optional<String> file(String value, Path folder) {
    try {
      Path file = folder.resolve(value).normalize();
      return Files.isReadable(file) && !Files.isDirectory(file)
          ? Optional.empty()
          : Optional.of("names a file that does not exist or cannot be read: " + file);
    } catch (InvalidPathException e) {
      return Optional.of("is not the name of a file: '%s'".formatted(value));
    }
  }

  private static Problem noSync(Known known, String where, String name) {
    return problem(
        known,
        where,
        "names '%s', a notify Pipe, which reads nothing".formatted(name),
        "name it in " + NotifyNames.KEY);
  }

  private static Problem unknown(
      Known known, String where, String name, String noun, Collection<String> names) {
    return problem(
        known,
        where,
        "names '%s', which is not %s %s".formatted(name, noun.startsWith("a") ? "an" : "a", noun),
        Similar.to(name, names)
            .map("did you mean %s?"::formatted)
            .orElse("the %ss are %s".formatted(noun, String.join(", ", names))));
  }
}
