package dev.caravan.runtime;

import dev.caravan.config.NotifyPipe;
import dev.caravan.config.Settings;
import dev.caravan.cycle.CycleReport;
import dev.caravan.lock.SyncLocks;
import dev.caravan.notify.Concerns;
import dev.caravan.notify.EventLog;
import dev.caravan.notify.EventText;
import dev.caravan.notify.Notifier;
import dev.caravan.notify.WebhookCall;
import dev.caravan.store.Store;
import dev.caravan.text.Redaction;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what they must know, by the Pipes that {@code caravan.notify} names; nothing of
 * it fails what works. Thread-safe once it was started.
 */
final class Notifying implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifying.class);

  private final List<NotifyPipe> pipes;
  private final Settings settings;
  private final Redaction redaction;
  private final Concerns concerns;
  private final List<Notifier> notifiers = new ArrayList<>();

  Notifying(RuntimeSpec spec, Store store, Redaction redaction) {
    this.settings = spec.settings();
    this.pipes = of(spec);
    this.redaction = redaction;
    this.concerns = new Concerns(store.ledger(), settings.notifyAfter(), redaction, spec.clock());
  }

  /** Only who keeps the syncs running tells of them. */
  private static List<NotifyPipe> of(RuntimeSpec spec) {
    return spec.running() ? spec.settings().notifyPipes() : List.of();
  }

  private static Map<String, String> addressesOf(List<NotifyPipe> pipes) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (NotifyPipe pipe : pipes) {
      String url = pipe.values().get(NotifyPipe.URL);
      if (url != null) {
        addresses.put(pipe.name(), url);
      }
    }
    return addresses;
  }

  /** The addresses that are called for it. */
  static Set<URI> webhooks(RuntimeSpec spec) {
    return addressesOf(of(spec)).values().stream().map(URI::create).collect(Collectors.toSet());
  }

  /** What the Kamelets of notify Pipes name. */
  void bind(BiConsumer<String, Object> registry) {
    registry.accept("eventText", new EventText());
    registry.accept("eventLog", new EventLog());
    registry.accept("webhookCall", new WebhookCall(addressesOf(pipes), redaction));
  }

  /** Loads the Pipes. */
  void load(CamelContext camel) throws Exception {
    for (NotifyPipe notify : pipes) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.fromString(
                  notify.name() + ".pipe.yaml",
                  notify
                      .pipe()
                      .forNotices(notify.name(), notify.properties(), settings.kamelets())));
    }
  }

  /**
   * Begins to tell.
   *
   * @param meter learns of each try by its notify Pipe, and whether it was taken
   */
  void start(
      RuntimeSpec spec,
      SyncLocks locks,
      ProducerTemplate template,
      BiConsumer<String, Boolean> meter) {
    for (NotifyPipe notify : pipes) {
      Notifier notifier =
          new Notifier(
              notify.name(),
              concerns,
              locks,
              (name, event) -> send(template, name, event),
              settings.installation(),
              redaction,
              spec.nanos(),
              meter);
      notifiers.add(notifier);
      notifier.start();
    }
  }

  private static void send(ProducerTemplate template, String name, Object event) throws Exception {
    Exchange answer =
        template.send(
            "direct:%s-events".formatted(name), exchange -> exchange.getMessage().setBody(event));
    if (answer.getException() != null) {
      throw answer.getException();
    }
  }

  /** A cycle of this process has ended. */
  void ended(CycleReport report) {
    if (pipes.isEmpty()) {
      return;
    }
    try {
      if (concerns.ended(report)) {
        notifiers.forEach(Notifier::wake);
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "What operators should know of {} could not be written down: {}",
          report.sync(),
          redaction.clean(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    notifiers.forEach(Notifier::close);
  }
}
