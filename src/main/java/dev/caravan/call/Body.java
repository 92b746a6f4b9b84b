package dev.caravan.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The body of an answer. */
public final class Body {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

  /** Enough to show what came instead of JSON. */
  private static final int HEAD = 65_536;

  /** Some servers put it in front; JSON does not know it. */
  private static final byte[] MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  private Body() {}

  /**
   * The body of a message as the HTTP step leaves it, in UTF-8 and without a mark of the order of
   * bytes; null for no body and for an empty one.
   */
  static byte @Nullable [] utf8(Message message) {
    byte[] bytes = bytes(message.getBody());
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    Charset charset = charset(message.getHeader(Exchange.CONTENT_TYPE, String.class));
    byte[] utf8 =
        charset.equals(StandardCharsets.UTF_8)
            ? bytes
            : new String(bytes, charset).getBytes(StandardCharsets.UTF_8);
    return Arrays.mismatch(utf8, MARK) == MARK.length
        ? Arrays.copyOfRange(utf8, MARK.length, utf8.length)
        : utf8;
  }

  /** The same as text. */
  public static @Nullable String text(Message message) {
    return text(utf8(message));
  }

  static @Nullable String text(byte @Nullable [] utf8) {
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  /** Whether it begins as a JSON object or array. */
  static boolean isJson(byte @Nullable [] utf8) {
    int first = first(utf8);
    return first == '{' || first == '[';
  }

  /**
   * Whether a 2xx body can be the API's. What is read must be JSON; a write may be answered by
   * anything but a page.
   */
  static boolean isTheApis(byte @Nullable [] utf8, String method) {
    int first = first(utf8);
    return first < 0 || (method.equals("GET") ? isJson(utf8) : first != '<');
  }

  /** Whether it is HTML, which no API answers with. */
  static boolean isPage(byte @Nullable [] utf8) {
    return first(utf8) == '<';
  }

  /** The first byte that is not white space; -1 where there is none. */
  private static int first(byte @Nullable [] utf8) {
    if (utf8 != null) {
      for (byte next : utf8) {
        if (next < 0 || next > ' ') {
          return next & 0xFF;
        }
      }
    }
    return -1;
  }

  /** The beginning of a body that only people read. */
  static byte @Nullable [] head(byte @Nullable [] utf8) {
    return utf8 == null || utf8.length <= HEAD ? utf8 : Arrays.copyOf(utf8, HEAD);
  }

  private static byte @Nullable [] bytes(@Nullable Object body) {
    if (body == null || body instanceof byte[]) {
      return (byte[]) body;
    }
    if (body instanceof AnswerInMemory.Content content) {
      return content.bytes();
    }
    if (body instanceof InputStream stream) {
      try (stream) {
        return stream.readAllBytes();
      } catch (IOException e) {
        // The guard has read the whole answer into memory before this step.
        throw new UncheckedIOException(e);
      }
    }
    return String.valueOf(body).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON is UTF-8 unless it says otherwise, whatever the platform's default is. */
  private static Charset charset(@Nullable String contentType) {
    Matcher matcher = CHARSET.matcher(contentType == null ? "" : contentType);
    try {
      return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }
}
