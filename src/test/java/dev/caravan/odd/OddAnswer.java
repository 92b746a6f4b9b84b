package dev.caravan.odd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * An answer, as bytes on the wire, and how a read and a write that get it end.
 *
 * @param kind what is odd about it, as the table in the documentation names it
 */
record OddAnswer(String kind, String name, WireBytes bytes, String read, String write) {
  /** It was taken as the vendor's answer. */
  static final String ANSWER = "answer";

  /** Something answered that is not the API. */
  static final String UNREADABLE = "not the API's answer";

  /** Nobody knows what the vendor did. */
  static final String DOUBT = "in doubt";

  /** The vendor refused it, for the request's sake, its credentials or its limits. */
  static final String REFUSED = "refused";

  /** Writes an answer, after the request was read; the connection is closed afterwards. */
  @FunctionalInterface
  interface WireBytes {
    void to(Socket client, OutputStream out) throws IOException;
  }

  static OddAnswer of(String kind, String name, String text, String read, String write) {
    return new OddAnswer(kind, name, (client, out) -> out.write(bytes(text)), read, write);
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** An ordinary answer around a body. */
  static String ok(String headers, String body) {
    return "HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(headers, bytes(body).length, body);
  }

  @Override
  public String toString() {
    return kind + ": " + name;
  }
}
