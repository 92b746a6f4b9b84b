package dev.caravan.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the moments that vendors write in as many ways as they have endpoints. Stateless.
 *
 * <p>A number below 1e11 is seconds since 1970, else milliseconds: 1e11 seconds is the year 5138
 * and 1e11 milliseconds is March 1973. Text is an ISO-8601 date, or date and time, or such a
 * number; without a zone it is UTC.
 */
public final class Instants {
  private static final BigDecimal FIRST_MILLIS = new BigDecimal("1e11");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,12})?");

  /** Their beginnings: only years between have four digits. */
  private static final long YEAR_0 = -62_167_219_200L;

  private static final long YEAR_10000 = 253_402_300_800L;

  private static final String PLAIN = "0000-00-00T00:00:00";
  private static final String MILLIS = ".000";
  private static final int NANOS_IN_MILLI = 1_000_000;

  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .optionalEnd()
          .toFormatter();

  private Instants() {}

  /** The moment that a JSON value means; null for null and for what is no moment at all. */
  public static @Nullable Instant parse(JsonNode value) {
    try {
      if (value.isIntegralNumber() && value.canConvertToLong()) {
        return ofWhole(value.longValue());
      }
      if (value.isNumber()) {
        return ofNumber(value.decimalValue());
      }
      return value.isTextual() ? ofText(value.textValue().strip()) : null;
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /** The moment that an ISO-8601 text means; null for what is none. */
  public static @Nullable Instant ofIso(String text) {
    try {
      return iso(text.strip());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** What {@link Instant#toString} gives, a good deal faster for whole milliseconds. */
  public static String text(Instant instant) {
    long second = instant.getEpochSecond();
    int nano = instant.getNano();
    if (nano % NANOS_IN_MILLI != 0 || second < YEAR_0 || second >= YEAR_10000) {
      return instant.toString();
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    char[] text = (PLAIN + (nano == 0 ? "Z" : MILLIS + "Z")).toCharArray();
    digits(text, 0, 4, time.getYear());
    digits(text, 5, 7, time.getMonthValue());
    digits(text, 8, 10, time.getDayOfMonth());
    digits(text, 11, 13, time.getHour());
    digits(text, 14, 16, time.getMinute());
    digits(text, 17, 19, time.getSecond());
    if (nano != 0) {
      digits(text, 20, 23, nano / NANOS_IN_MILLI);
    }
    return new String(text);
  }

  private static void digits(char[] text, int from, int to, int number) {
    int rest = number;
    for (int at = to - 1; at >= from; at--) {
      text[at] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static Instant ofWhole(long number) {
    long most = FIRST_MILLIS.longValue();
    return number > -most && number < most
        ? Instant.ofEpochSecond(number)
        : Instant.ofEpochMilli(number);
  }

  private static Instant ofNumber(BigDecimal number) {
    BigDecimal seconds =
        number.abs().compareTo(FIRST_MILLIS) < 0 ? number : number.movePointLeft(3);
    // The vendors' clocks end at milliseconds; what a double adds behind them is noise.
    BigDecimal millis = seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP);
    return Instant.ofEpochMilli(millis.longValueExact());
  }

  private static Instant ofText(String text) {
    if (NUMBER.matcher(text).matches()) {
      return ofNumber(new BigDecimal(text));
    }
    return iso(text);
  }

  private static Instant iso(String text) {
    Instant plain = plain(text);
    if (plain != null) {
      return plain;
    }
    TemporalAccessor parsed =
        TEXT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (parsed instanceof OffsetDateTime moment) {
      return moment.toInstant();
    }
    LocalDateTime local =
        parsed instanceof LocalDateTime time ? time : ((LocalDate) parsed).atStartOfDay();
    return local.toInstant(ZoneOffset.UTC);
  }

  /**
   * What most texts are, {@code 2026-11-20T10:00:00.000Z} with or without its thousandths and its
   * Z, a good deal faster than by a formatter; null for any other form.
   */
  private static @Nullable Instant plain(String text) {
    int end = text.endsWith("Z") ? text.length() - 1 : text.length();
    boolean millis = end == PLAIN.length() + MILLIS.length();
    if (!isLike(PLAIN, text, 0)
        || !(end == PLAIN.length() || (millis && isLike(MILLIS, text, PLAIN.length())))) {
      return null;
    }
    int hour = number(text, 11, 13);
    // Some write midnight as 24 o'clock.
    return hour > 23
        ? null
        : LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                hour,
                number(text, 14, 16),
                number(text, 17, 19),
                millis ? number(text, 20, 23) * NANOS_IN_MILLI : 0)
            .toInstant(ZoneOffset.UTC);
  }

  /** Whether there is a figure for each zero of the form, and all else as it is. */
  private static boolean isLike(String form, String text, int from) {
    if (text.length() < from + form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char wanted = form.charAt(i);
      char letter = text.charAt(from + i);
      if (wanted == '0' ? letter < '0' || letter > '9' : letter != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
