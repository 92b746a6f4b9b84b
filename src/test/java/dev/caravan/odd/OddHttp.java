package dev.caravan.odd;

import static dev.caravan.odd.OddAnswer.ANSWER;
import static dev.caravan.odd.OddAnswer.DOUBT;
import static dev.caravan.odd.OddAnswer.REFUSED;
import static dev.caravan.odd.OddAnswer.UNREADABLE;
import static dev.caravan.odd.OddAnswer.bytes;
import static dev.caravan.odd.OddAnswer.of;
import static dev.caravan.odd.OddAnswer.ok;

import dev.caravan.odd.OddAnswer.WireBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** The table of odd HTTP. */
final class OddHttp {
  private static final String JSON = "{\"a\":1}";
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String PAGE = "<html><head><title>Sign in</title></head></html>";

  private OddHttp() {}

  static List<OddAnswer> all() {
    return Stream.of(
            lengths(), chunks(), encodings(), statuses(), heads(), pages(), ends(), endless())
        .flatMap(List::stream)
        .toList();
  }

  private static List<OddAnswer> lengths() {
    String kind = "length of the body";
    return List.of(
        of(kind, "none, closed", HEAD + "\r\n" + JSON, ANSWER, ANSWER),
        of(kind, "HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n" + JSON, ANSWER, ANSWER),
        of(kind, "too long", HEAD + "Content-Length: 99\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "too short", HEAD + "Content-Length: 5\r\n\r\n" + JSON, UNREADABLE, ANSWER),
        of(kind, "negative", HEAD + "Content-Length: -5\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "no number", HEAD + "Content-Length: many\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(
            kind,
            "beyond a long",
            HEAD + "Content-Length: 99999999999999999999\r\n\r\n" + JSON,
            DOUBT,
            DOUBT),
        of(
            kind,
            "of exabytes",
            HEAD + "Content-Length: 9000000000000000000\r\n\r\n" + JSON,
            DOUBT,
            DOUBT),
        of(
            kind,
            "two of them",
            HEAD + "Content-Length: 7\r\nContent-Length: 3\r\n\r\n" + JSON,
            DOUBT,
            DOUBT),
        of(
            kind,
            "and chunks",
            HEAD
                + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n"
                + JSON
                + "\r\n0\r\n\r\n",
            ANSWER,
            ANSWER));
  }

  private static List<OddAnswer> chunks() {
    String kind = "chunks";
    return List.of(
        of(kind, "whole", CHUNKED + "7\r\n" + JSON + "\r\n0\r\n\r\n", ANSWER, ANSWER),
        of(kind, "no number", CHUNKED + "zz\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "negative", CHUNKED + "-7\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "of exabytes", CHUNKED + "7FFFFFFFFFFFFFFF\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "beyond a long", CHUNKED + "FFFFFFFFFFFFFFFFFF\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "without the last", CHUNKED + "7\r\n" + JSON + "\r\n", DOUBT, DOUBT),
        of(kind, "cut", CHUNKED + "70\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "no break after one", CHUNKED + "7\r\n" + JSON + "0\r\n\r\n", DOUBT, DOUBT),
        of(
            kind,
            "unknown coding",
            HEAD + "Transfer-Encoding: squeezed\r\n\r\n" + JSON,
            DOUBT,
            DOUBT),
        new OddAnswer(kind, "endless extension", forever(CHUNKED + "7;", "x"), DOUBT, DOUBT),
        new OddAnswer(
            kind,
            "endless trailers",
            forever(CHUNKED + "7\r\n" + JSON + "\r\n0\r\n", "X-A: b\r\n"),
            DOUBT,
            DOUBT));
  }

  private static List<OddAnswer> encodings() {
    String kind = "encoding";
    byte[] once = gzip(bytes(JSON));
    return List.of(
        packed(kind, "gzip", "gzip", once, ANSWER, ANSWER),
        packed(kind, "gzip that is none", "gzip", bytes(JSON), DOUBT, DOUBT),
        packed(
            kind, "gzip cut", "gzip", java.util.Arrays.copyOf(once, once.length - 9), DOUBT, DOUBT),
        packed(
            kind,
            "gzip with something behind",
            "gzip",
            concat(once, bytes("more")),
            ANSWER,
            ANSWER),
        packed(kind, "gzip in gzip", "gzip, gzip", gzip(once), ANSWER, ANSWER),
        packed(kind, "gzip in gzip that nobody told", "gzip", gzip(once), UNREADABLE, ANSWER),
        packed(kind, "gzip bomb", "gzip", gzip(new byte[8 << 20]), DOUBT, DOUBT),
        packed(kind, "bomb in a bomb", "gzip, gzip", gzip(gzip(new byte[64 << 20])), DOUBT, DOUBT),
        packed(kind, "deflate", "deflate", deflate(bytes(JSON)), ANSWER, ANSWER),
        packed(kind, "unknown", "squeeze", bytes(JSON), DOUBT, DOUBT),
        packed(kind, "sixty in a row", "gzip,".repeat(60) + "gzip", once, DOUBT, DOUBT),
        of(
            kind,
            "unknown charset",
            ok("Content-Type: application/json; charset=klingon\r\n", JSON),
            ANSWER,
            ANSWER),
        of(
            kind,
            "UTF-16 as told",
            ok("Content-Type: application/json; charset=utf-16be\r\n", "\0{\0}"),
            ANSWER,
            ANSWER));
  }

  private static List<OddAnswer> statuses() {
    String kind = "status";
    return List.of(
        of(kind, "100 before", "HTTP/1.1 100 Continue\r\n\r\n" + ok("", JSON), ANSWER, ANSWER),
        of(
            kind,
            "103 before",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + ok("", JSON),
            ANSWER,
            ANSWER),
        new OddAnswer(
            kind, "100 for ever", forever("", "HTTP/1.1 100 Continue\r\n\r\n"), DOUBT, DOUBT),
        of(kind, "101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", DOUBT, DOUBT),
        of(
            kind,
            "204 with a body",
            "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n" + JSON,
            UNREADABLE,
            ANSWER),
        of(
            kind,
            "205",
            "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
            UNREADABLE,
            ANSWER),
        of(
            kind,
            "300",
            "HTTP/1.1 300 Choices\r\nContent-Length: 0\r\n\r\n",
            UNREADABLE,
            UNREADABLE),
        of(
            kind,
            "302 elsewhere",
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
            UNREADABLE,
            UNREADABLE),
        of(kind, "304", "HTTP/1.1 304 Not Modified\r\n\r\n", UNREADABLE, UNREADABLE),
        of(
            kind,
            "407 without a proxy",
            "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
            REFUSED,
            REFUSED),
        of(
            kind,
            "401 with a challenge of Negotiate",
            "HTTP/1.1 401 Who\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n",
            REFUSED,
            REFUSED),
        of(kind, "418", "HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n", REFUSED, REFUSED),
        of(kind, "499", "HTTP/1.1 499 Gone away\r\nContent-Length: 0\r\n\r\n", REFUSED, REFUSED),
        of(kind, "500", "HTTP/1.1 500 No\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "600", "HTTP/1.1 600 What\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "999", "HTTP/1.1 999 What\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "099", "HTTP/1.1 099 What\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "000", "HTTP/1.1 000 What\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "-200", "HTTP/1.1 -200 OK\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "2OO", "HTTP/1.1 2OO OK\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(
            kind,
            "99999999999",
            "HTTP/1.1 99999999999 OK\r\nContent-Length: 7\r\n\r\n" + JSON,
            DOUBT,
            DOUBT),
        of(kind, "none", "HTTP/1.1\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT));
  }

  private static List<OddAnswer> heads() {
    String kind = "head";
    return List.of(
        of(kind, "no status line", JSON, DOUBT, DOUBT),
        of(kind, "another protocol", "SSH-2.0-OpenSSH_9.6\r\n", DOUBT, DOUBT),
        of(
            kind,
            "TLS where none is spoken",
            "\u0015\u0003\u0001\0\u0002\u0002\u0016",
            DOUBT,
            DOUBT),
        of(kind, "HTTP/2.0", "HTTP/2.0 200 OK\r\nContent-Length: 7\r\n\r\n" + JSON, DOUBT, DOUBT),
        of(kind, "empty lines before", "\r\n\r\n" + ok("", JSON), ANSWER, ANSWER),
        of(kind, "breaks without CR", ok("", JSON).replace("\r\n", "\n"), ANSWER, ANSWER),
        of(kind, "a header without a colon", ok("Nonsense\r\n", JSON), DOUBT, DOUBT),
        of(kind, "a header without a name", ok(": x\r\n", JSON), DOUBT, DOUBT),
        of(kind, "a folded header", ok("X-A: b\r\n c\r\n", JSON), ANSWER, ANSWER),
        of(
            kind,
            "controls in a header",
            ok("X-A: \u0000\u001b[2J\u009b\r\n", JSON),
            ANSWER,
            ANSWER),
        of(
            kind,
            "twice the same",
            ok(
                "Content-Type: text/html\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Date: x\r\n"
                    + "Date: y\r\n",
                JSON),
            ANSWER,
            ANSWER),
        of(kind, "150 cookies", ok("Set-Cookie: a=b\r\n".repeat(150), JSON), ANSWER, ANSWER),
        of(
            kind,
            "a reason of 10 KB",
            "HTTP/1.1 200 " + "x".repeat(10_000) + "\r\nContent-Length: 7\r\n\r\n" + JSON,
            ANSWER,
            ANSWER),
        of(
            kind,
            "limits that are none",
            ok(
                "X-RateLimit-Remaining: NaN\r\nX-RateLimit-Reset: -1\r\nRetry-After: soon\r\n",
                JSON),
            ANSWER,
            ANSWER));
  }

  private static List<OddAnswer> pages() {
    String kind = "page of something in between";
    return List.of(
        of(kind, "200", ok("Content-Type: text/html\r\n", PAGE), UNREADABLE, UNREADABLE),
        of(
            kind,
            "200 that says it is JSON",
            ok("Content-Type: application/json\r\n", PAGE),
            UNREADABLE,
            UNREADABLE),
        of(kind, "200 of one word", ok("", "OK"), UNREADABLE, ANSWER),
        of(kind, "200 of nothing", ok("", ""), UNREADABLE, ANSWER),
        of(kind, "200 of blanks", ok("", "  \r\n "), UNREADABLE, ANSWER),
        of(kind, "403", ok("", PAGE).replace("200 OK", "403 No"), REFUSED, REFUSED),
        of(kind, "404", ok("", PAGE).replace("200 OK", "404 No"), UNREADABLE, REFUSED),
        of(kind, "502", ok("", PAGE).replace("200 OK", "502 No"), DOUBT, DOUBT),
        of(
            kind,
            "503 with a pause",
            ok("Retry-After: 0\r\n", PAGE).replace("200 OK", "503 No"),
            DOUBT,
            DOUBT));
  }

  private static List<OddAnswer> ends() {
    String kind = "connection closed or silent";
    String whole = ok("", JSON);
    return List.of(
        of(kind, "at once", "", DOUBT, DOUBT),
        of(kind, "in the status line", whole.substring(0, 8), DOUBT, DOUBT),
        of(kind, "after the status line", HEAD, UNREADABLE, ANSWER),
        of(kind, "in a header", HEAD + "Content-Le", DOUBT, DOUBT),
        of(kind, "after the headers", whole.substring(0, whole.length() - 7), DOUBT, DOUBT),
        of(kind, "in the body", whole.substring(0, whole.length() - 3), DOUBT, DOUBT),
        new OddAnswer(
            kind,
            "reset in the body",
            (client, out) -> {
              out.write(bytes(whole.substring(0, whole.length() - 3)));
              out.flush();
              client.setSoLinger(true, 0);
            },
            DOUBT,
            DOUBT),
        new OddAnswer(kind, "silent", (client, out) -> pause(700), DOUBT, DOUBT),
        new OddAnswer(
            kind,
            "silent in the body",
            (client, out) -> {
              out.write(bytes(whole.substring(0, whole.length() - 3)));
              out.flush();
              pause(700);
            },
            DOUBT,
            DOUBT));
  }

  private static List<OddAnswer> endless() {
    String kind = "without end";
    return List.of(
        new OddAnswer(kind, "headers", forever(HEAD, "X-More: and more\r\n"), DOUBT, DOUBT),
        new OddAnswer(kind, "one header", forever(HEAD + "X-More: ", "x"), DOUBT, DOUBT),
        new OddAnswer(kind, "the reason", forever("HTTP/1.1 200 ", "x"), DOUBT, DOUBT),
        new OddAnswer(kind, "empty lines before", forever("", "\r\n"), DOUBT, DOUBT),
        new OddAnswer(kind, "body", forever(HEAD + "\r\n[", "1,"), DOUBT, DOUBT),
        new OddAnswer(kind, "chunks", forever(CHUNKED, "2\r\n1,\r\n"), DOUBT, DOUBT),
        new OddAnswer(
            kind, "body of an error", forever("HTTP/1.1 500 No\r\n\r\n", "x"), DOUBT, DOUBT),
        new OddAnswer(kind, "drips", drip(HEAD + "\r\n[", "1"), DOUBT, DOUBT),
        new OddAnswer(kind, "drips of headers", drip(HEAD, "X: y\r\n"), DOUBT, DOUBT));
  }

  private static WireBytes forever(String begin, String again) {
    byte[] block = bytes(again.repeat(8_192 / again.length()));
    return (client, out) -> {
      out.write(bytes(begin));
      while (true) {
        out.write(block);
      }
    };
  }

  private static WireBytes drip(String begin, String again) {
    return (client, out) -> {
      out.write(bytes(begin));
      for (int i = 0; i < 20; i++) {
        out.write(bytes(again));
        out.flush();
        pause(50);
      }
    };
  }

  private static void pause(long millis) throws IOException {
    try {
      if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("nobody opens this latch");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static OddAnswer packed(
      String kind, String name, String encoding, byte[] body, String read, String write) {
    byte[] head =
        bytes(
            "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(encoding, body.length));
    return new OddAnswer(kind, name, (client, out) -> out.write(concat(head, body)), read, write);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] deflate(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
