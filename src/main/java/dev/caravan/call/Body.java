package dev.caravan.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
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
  private static final int HEAD = 10_000;

  private Body() {}

  /** The text of a message as the HTTP step leaves it; null for no body and for an empty one. */
  public static @Nullable String text(Message message) {
    byte[] bytes = bytes(message.getBody());
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
    String text = new String(bytes, charset(type));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * Whether a 2xx body can be the API's. What is read must be JSON; a write may be answered by
   * anything but a page.
   */
  static boolean isTheApis(@Nullable String text, String method) {
    if (text == null || text.isBlank()) {
      return true;
    }
    char first = text.stripLeading().charAt(0);
    return method.equals("GET") ? first == '{' || first == '[' : !isPage(text);
  }

  /** Whether it is HTML, which no API answers with. */
  static boolean isPage(@Nullable String text) {
    return text != null && text.stripLeading().startsWith("<");
  }

  static @Nullable String head(@Nullable String text) {
    return text == null || text.length() <= HEAD ? text : text.substring(0, HEAD);
  }

  private static byte @Nullable [] bytes(@Nullable Object body) {
    if (body == null || body instanceof byte[]) {
      return (byte[]) body;
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
