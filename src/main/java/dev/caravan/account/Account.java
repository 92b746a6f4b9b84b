package dev.caravan.account;

import dev.caravan.text.Durations;
import dev.caravan.text.Percents;
import dev.caravan.text.Sizes;
import dev.caravan.text.UrlText;
import dev.caravan.vendor.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One set of credentials at one vendor. Immutable.
 *
 * @param name the prefix of its configuration keys, which is lower-case words with dashes between
 * @param vendor the vendor id, which is the name of its folder
 * @param baseUrl absolute, without a trailing slash; may carry a path prefix
 * @param settings its keys without the account prefix, defaults applied, values trimmed
 * @param limits how the vendor limits its calls
 */
public record Account(
    String name, String vendor, URI baseUrl, Map<String, String> settings, Limits limits) {
  private static final Pattern SECRET_KEY =
      Pattern.compile("(?:.*-)?(?:secret|password|token|key)");

  public Account {
    settings = Map.copyOf(settings);
  }

  /** One at a vendor that says nothing of its limits. */
  public Account(String name, String vendor, URI baseUrl, Map<String, String> settings) {
    this(name, vendor, baseUrl, settings, Limits.NONE);
  }

  /**
   * A setting that validation has made sure of.
   *
   * @throws IllegalStateException when it is absent
   */
  public String setting(String key) {
    return optional(key)
        .orElseThrow(() -> new IllegalStateException("%s.%s is missing".formatted(name, key)));
  }

  /** A setting, empty when it is absent or blank. */
  public Optional<String> optional(String key) {
    return Optional.ofNullable(settings.get(key)).filter(value -> !value.isBlank());
  }

  /** The same for who may show it: a secret is never there. */
  public Optional<String> shown(String key) {
    return SECRET_KEY.matcher(key).matches() ? Optional.empty() : optional(key);
  }

  /**
   * The calls that are ours in {@link #window()} for one bucket: what the vendor allows, less what
   * is left to other tools. One that the vendor does not have may be known from a store of an
   * earlier version: its setting is guessed by its name.
   */
  public int limit(String bucket) {
    return ours(configured(bucket));
  }

  /** What is ours of a number of calls that the vendor allows: all but the reserve. */
  public int ours(int calls) {
    return Math.max(1, (int) (calls * (100L - reserve()) / 100));
  }

  /** The percentage of each limit that is left to other tools. */
  public int reserve() {
    return optional("reserve").map(Percents::parse).orElse(0);
  }

  private int configured(String bucket) {
    return limits
        .property(bucket)
        .flatMap(this::optional)
        .or(() -> optional(bucket + "s-per-minute"))
        .or(() -> optional("requests-per-minute"))
        .map(Integer::parseInt)
        .orElseGet(() -> Integer.parseInt(setting("writes-per-minute")));
  }

  /**
   * What names this account's limits: the same text for all accounts whose calls the vendor counts
   * together, in this installation and others, because they have one key. Holds no secret.
   */
  public String sharedLimit() {
    return LimitKey.of(this);
  }

  /** The vendor's rolling window; 60 seconds at every vendor, shorter only in benchmarks. */
  public Duration window() {
    return Durations.parse(optional("limit-window").orElse("60s"));
  }

  /**
   * What is added to the window because we count departures and the vendor counts arrivals: a
   * fortieth of it (1.5 s of 60 s, with which exactly 600 of 600 were measured).
   */
  public Duration windowMargin() {
    return optional("window-margin").map(Durations::parse).orElse(window().dividedBy(40));
  }

  /** Calls under way at one time. */
  public int parallelCalls() {
    return Integer.parseInt(optional("parallel-calls").orElse("8"));
  }

  /** How long an answer may keep silent. */
  public Duration readTimeout() {
    return Durations.parse(optional("read-timeout").orElse("60s"));
  }

  /** The bytes of the largest answer that is read, unpacked. */
  public int maxAnswer() {
    return Sizes.parse(optional("max-answer").orElse("16MiB"));
  }

  /** How long a record that was just written may be missing from the vendor's lists. */
  public Duration indexLag() {
    return Durations.parse(optional("index-lag").orElse("30s"));
  }

  /**
   * The absolute address of a path setting such as {@code alerts-path}, or of a path that begins
   * with a slash.
   */
  public String url(String pathKeyOrPath) {
    String path = pathKeyOrPath.startsWith("/") ? pathKeyOrPath : setting(pathKeyOrPath);
    return baseUrl + path;
  }

  /** The address of one record of a collection; its key may hold any character. */
  public String url(String pathKeyOrPath, String key) {
    return UrlText.below(url(pathKeyOrPath), UrlText.encoded(key));
  }

  /** The settings that are secrets. */
  public Set<String> secrets() {
    return settings.entrySet().stream()
        .filter(setting -> SECRET_KEY.matcher(setting.getKey()).matches())
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  /**
   * Whether a request to that address may carry this account's credentials: same scheme, host and
   * port (RFC 6454).
   */
  public boolean sameOrigin(URI other) {
    Origin own = Origin.of(baseUrl);
    return own != null && own.equals(Origin.of(other));
  }

  /** Never shows the settings: some are secrets. */
  @Override
  public String toString() {
    return "%s (%s, %s)".formatted(name, vendor, baseUrl);
  }
}
