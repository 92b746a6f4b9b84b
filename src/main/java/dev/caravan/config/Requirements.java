package dev.caravan.config;

import dev.caravan.config.KnownKeys.Known;
import dev.caravan.pipe.Pipe;
import dev.caravan.pipe.PipeFlaws;
import dev.caravan.text.Similar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is missing for a given use. */
final class Requirements {
  private final Settings settings;
  private final KnownKeys known;
  private final List<Problem> problems = new ArrayList<>();

  Requirements(Settings settings, KnownKeys known) {
    this.settings = settings;
    this.known = known;
  }

  List<Problem> of(Collection<String> accountNames, Collection<String> syncNames) {
    Set<String> accounts = new LinkedHashSet<>(accountNames);
    for (String name : syncNames) {
      settings.ends(name).ifPresentOrElse(ends -> sync(ends, accounts), () -> noSync(name));
    }
    accounts.forEach(this::account);
    return problems;
  }

  private void noSync(String name) {
    String hint =
        Similar.to(name, settings.syncNames())
            .map("did you mean %s?"::formatted)
            .orElse(
                "the syncs are %s; %s.pipe=<Pipe> would make it one"
                    .formatted(String.join(", ", settings.syncNames()), name));
    problems.add(new Problem(name, "", "is not a sync", hint));
  }

  private void sync(SyncEnds sync, Set<String> accounts) {
    settings.pipe(sync.name()).ifPresent(this::pipe);
    end(sync.name() + ".source-account", sync.sourceVendor(), accounts);
    end(sync.name() + ".target-account", sync.targetVendor(), accounts);
    for (Known key : known.under(sync.name())) {
      if (key.key().required()) {
        require(key);
      }
    }
  }

  /** Those of an operator's own folders were looked at already. */
  private void pipe(Pipe pipe) {
    new PipeFlaws(settings.routes(), settings.kamelets())
        .of(pipe).stream()
            .map(Problem::of)
            .filter(it -> !settings.problems().contains(it) && !problems.contains(it))
            .forEach(problems::add);
  }

  private void end(String accountKey, Optional<String> vendor, Set<String> accounts) {
    Optional<String> chosen = settings.value(accountKey);
    Optional<String> account = chosen.or(() -> vendor.flatMap(settings::defaultAccount));
    account.filter(name -> settings.vendorOf(name).isPresent()).ifPresent(accounts::add);
    if (chosen.isPresent() && vendor.isPresent()) {
      settings
          .vendorOf(chosen.get())
          .filter(actual -> !actual.equals(vendor.get()))
          .ifPresent(
              actual ->
                  problems.add(
                      new Problem(
                          accountKey,
                          settings.where(accountKey),
                          "names %s, an account of %s".formatted(chosen.get(), actual),
                          "name one of " + vendor.get())));
    }
  }

  private void account(String account) {
    if (settings.vendorOf(account).isEmpty()) {
      problems.add(
          new Problem(
              account,
              "",
              "is not an account",
              "a further account needs %s.vendor=<vendor>".formatted(account)));
    }
    known.under(account).stream().filter(key -> key.key().required()).forEach(this::require);
  }

  private void require(Known key) {
    boolean instead =
        key.key()
            .unless()
            .map(o -> settings.written(key.prefix() + "." + o).isPresent())
            .orElse(false);
    boolean unused = key.key().onlyFor().map(user -> !refersTo(key, user)).orElse(false);
    boolean reported = settings.isWrong(key.name());
    if (settings.value(key.name()).isPresent() || instead || unused || reported) {
      return;
    }
    Optional<Known> cause = settings.missingFor(key.name()).flatMap(known::find);
    if (cause.isEmpty()) {
      problems.add(missing(key));
    } else if (!cause.get().key().required()) {
      problems.add(
          new Problem(
              key.name(),
              settings.where(key.name()),
              "refers to {{%s}}, which has no value".formatted(cause.get().name()),
              "set %s or %s".formatted(cause.get().name(), key.name())));
    }
  }

  /** Whether the value of another key of the same prefix is made of this one. */
  private boolean refersTo(Known key, String user) {
    String name = key.prefix() + "." + user;
    return settings
        .written(name)
        .or(() -> known.find(name).flatMap(Known::fallback))
        .orElse("")
        .contains(key.reference());
  }

  private Problem missing(Known key) {
    String variable = key.variables().get(0);
    String place = key.key().unless().map(o -> key.prefix() + "." + o).orElse("");
    String or = place.isEmpty() ? "" : ", or " + place + " instead";
    String where = settings.where(key.name());
    if (where.isEmpty()) {
      return new Problem(
          key.name(),
          "",
          "is missing",
          "set it in application.properties or %s%s (see README, Configuration)"
              .formatted(variable, or));
    }
    return new Problem(
        key.name(),
        where,
        "is empty",
        "set it there or in %s%s (see README, Configuration)".formatted(variable, or));
  }
}
