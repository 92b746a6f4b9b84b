package dev.caravan.check;

import dev.caravan.config.NotifyPipe;
import dev.caravan.config.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says who is told what operators must know; nobody is told anything by it. */
final class NotifyCheck {
  private static final String SUBJECT = "caravan.notify";

  /** What is sent unless another form is set. */
  private static final String PLAIN = "json";

  /** The ends of hosts that take a form of their own, with its name. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "slack.com", "slack",
          "logic.azure.com", "teams",
          "powerplatform.com", "teams");

  private NotifyCheck() {}

  /** Nothing where nobody is told. */
  static List<Finding> of(Settings settings) {
    List<Finding> findings = new ArrayList<>();
    for (NotifyPipe notify : settings.notifyPipes()) {
      String url = notify.values().get(NotifyPipe.URL);
      if (url == null) {
        findings.add(
            Finding.good(
                SUBJECT, "%s tells operators by %s".formatted(notify, notify.pipe().sink())));
      } else {
        URI address = URI.create(url);
        String format = notify.values().getOrDefault(NotifyPipe.FORMAT, PLAIN);
        findings.add(
            Finding.good(
                SUBJECT,
                "%s tells operators by %s (the format %s); nothing was sent"
                    .formatted(notify, address.getHost(), format)));
        other(address.getHost(), format)
            .ifPresent(
                it ->
                    findings.add(
                        Finding.hint(
                            SUBJECT,
                            "%s takes another format; set caravan.notify.%s.format=%s"
                                .formatted(address.getHost(), notify.name(), it),
                            List.of())));
      }
    }
    return findings;
  }

  private static Optional<String> other(String host, String format) {
    return FORMATS.entrySet().stream()
        .filter(it -> host.endsWith("." + it.getKey()) && format.equals(PLAIN))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
