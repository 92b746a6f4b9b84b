package dev.caravan.budget;

import dev.caravan.text.Instants;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which servers write a wait: seconds, decimals, quoted, lists, HTTP dates, epoch
 * seconds and milliseconds, sentences. Pure.
 */
final class HintText {
  /** 2001 as epoch seconds: smaller numbers are a number of seconds, not a date. */
  private static final BigDecimal FIRST_EPOCH_SECOND = BigDecimal.valueOf(1_000_000_000L);

  private static final BigDecimal FIRST_EPOCH_MILLI = BigDecimal.valueOf(100_000_000_000L);
  private static final int LONGEST_HEADER = 200;
  private static final int LONGEST_BODY = 4096;

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");
  private static final Pattern MEMBER =
      Pattern.compile("(?<![\\w-])(reset|t|remaining|r)\\s*=\\s*\"?(\\d{1,18}(?:\\.\\d{1,9})?)");

  private static final String AMOUNT = "\"?(\\d{1,12}(?:\\.\\d{1,9})?)";
  private static final Pattern BODY_MEMBER =
      Pattern.compile(
          "(?i)\\bretry[ _-]?(?:after|in)["
              + " _-]?(ms|milli\\w*|s|secs?|seconds?|mins?|minutes?)?\"?\\s*[:=]\\s*"
              + AMOUNT
              + "\\s*(ms|milli\\w*|mins?\\b|minutes?)?");
  private static final Pattern BODY_SENTENCE =
      Pattern.compile(
          "(?i)\\b(?:retry|try|again|wait)\\b[^\\d<>{}]{0,60}?"
              + AMOUNT
              + "\\s*(ms\\b|milli\\w*|s\\b|secs?\\b|seconds?|m\\b|mins?\\b|minutes?)");
  private static final Pattern THROTTLED = Pattern.compile("(?i)rate[ -]?limit|too many requests");

  private HintText() {}

  /**
   * A wait as a header writes it; of a list the longest.
   *
   * @param theirNow the server's time, for dates
   */
  static Optional<Duration> wait(String text, Instant theirNow) {
    if (text.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    Optional<Instant> date =
        httpDate(text).or(() -> Optional.ofNullable(Instants.ofIso(unquoted(text))));
    if (date.isPresent()) {
      return date.map(then -> notNegative(Duration.between(theirNow, then)));
    }
    return numbers(text, "reset", "t").stream()
        .filter(number -> number.signum() >= 0)
        .map(number -> duration(number, theirNow))
        .max(Comparator.naturalOrder());
  }

  /** A number of calls left as a header writes it; of a list the smallest. */
  static Optional<Long> remaining(String text) {
    if (text.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    return numbers(text, "remaining", "r").stream()
        .map(number -> number.setScale(0, RoundingMode.FLOOR).longValue())
        .min(Comparator.naturalOrder());
  }

  /** A date as HTTP writes it (RFC 9110). */
  static Optional<Instant> httpDate(String text) {
    return Optional.ofNullable(DateUtils.parseStandardDate(unquoted(text)));
  }

  /** The plain numbers of a list, or the named members of a {@code RateLimit} field. */
  private static List<BigDecimal> numbers(String text, String... members) {
    List<BigDecimal> found = new ArrayList<>();
    for (String item : text.split(",")) {
      String plain = unquoted(item.split(";", 2)[0]);
      if (NUMBER.matcher(plain).matches()) {
        found.add(new BigDecimal(plain));
      }
    }
    Matcher matcher = MEMBER.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      if (List.of(members).contains(matcher.group(1))) {
        found.add(new BigDecimal(matcher.group(2)));
      }
    }
    return found;
  }

  private static Duration duration(BigDecimal number, Instant theirNow) {
    if (number.compareTo(FIRST_EPOCH_MILLI) >= 0) {
      return notNegative(
          Duration.ofMillis(number.setScale(0, RoundingMode.CEILING).longValue())
              .minusMillis(theirNow.toEpochMilli()));
    }
    if (number.compareTo(FIRST_EPOCH_SECOND) >= 0) {
      return notNegative(seconds(number).minusMillis(theirNow.toEpochMilli()));
    }
    return seconds(number);
  }

  /** A wait in a JSON member such as {@code retryAfter}, or in a sentence. */
  static Optional<Duration> waitInBody(@Nullable String body) {
    if (body == null) {
      return Optional.empty();
    }
    String head = head(body);
    Matcher member = BODY_MEMBER.matcher(head);
    if (member.find()) {
      String unit = member.group(1) != null ? member.group(1) : member.group(3);
      return Optional.of(inUnit(member.group(2), unit));
    }
    Matcher sentence = BODY_SENTENCE.matcher(head);
    return sentence.find()
        ? Optional.of(inUnit(sentence.group(1), sentence.group(2)))
        : Optional.empty();
  }

  private static Duration inUnit(String amount, @Nullable String unit) {
    BigDecimal number = new BigDecimal(amount);
    String name = unit == null ? "s" : unit.toLowerCase(Locale.ROOT);
    if (name.equals("ms") || name.startsWith("milli")) {
      return Duration.ofMillis(number.setScale(0, RoundingMode.CEILING).longValue());
    }
    return seconds(name.startsWith("m") ? number.multiply(BigDecimal.valueOf(60)) : number);
  }

  static boolean isThrottlePage(@Nullable String body) {
    if (body == null) {
      return false;
    }
    String head = head(body).stripLeading();
    return head.startsWith("<") && THROTTLED.matcher(head).find();
  }

  /** Rounded up to the millisecond: a wait is never shorter than what was said. */
  private static Duration seconds(BigDecimal number) {
    return Duration.ofMillis(
        number.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue());
  }

  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static String unquoted(String text) {
    return text.replace("\"", "").trim();
  }

  private static String head(String body) {
    return body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) : body;
  }
}
