package dev.caravan.check;

import dev.caravan.config.Settings;
import dev.caravan.pipe.OwnFiles;
import java.util.ArrayList;
import java.util.List;

/** Says what an operator's own folders of routes add, replace and leave unread. */
final class OwnRoutesCheck {
  private static final String SUBJECT = "routes";

  private OwnRoutesCheck() {}

  /** Nothing where there are no such folders. */
  static List<Finding> of(Settings settings) {
    List<Finding> findings = new ArrayList<>();
    if (settings.routes().folders().size() < 2) {
      return findings;
    }
    OwnFiles own = new OwnFiles(settings.routes(), settings.kamelets());
    List<String> replacements =
        own.replacements().stream()
            .map(it -> "%s takes the place of %s".formatted(it.file(), it.replaced()))
            .toList();
    findings.add(
        Finding.good(
            SUBJECT,
            "%d files of your own, %d of them in the place of others"
                .formatted(own.all().size(), replacements.size()),
            replacements));
    if (!own.unread().isEmpty()) {
      findings.add(
          Finding.hint(
              SUBJECT,
              "files that nobody reads, because of their name or folder; the shipped routes show"
                  + " both",
              own.unread().stream().map(String::valueOf).toList()));
    }
    return findings;
  }
}
