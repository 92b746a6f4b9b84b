package dev.caravan.odd;

import static dev.caravan.odd.OddAnswer.ANSWER;
import static dev.caravan.odd.OddAnswer.UNREADABLE;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The table of odd JSON. A write may be answered by anything but a page, so a read is what counts.
 */
final class OddJson {
  private static final String KIND = "JSON";

  private OddJson() {}

  static List<OddAnswer> all() {
    return List.of(
        json("a mark of byte order", "\ufeff{\"a\":1}", ANSWER),
        json("blanks around", " \n\t[1]\r\n ", ANSWER),
        json("nothing but a number", "1", UNREADABLE),
        json("nothing but null", "null", UNREADABLE),
        json("nothing but a text", "\"a\"", UNREADABLE),
        json("cut", "{\"a\":[1,", UNREADABLE),
        json("an end too many", "[1]]", UNREADABLE),
        json("something behind", "{\"a\":1}<!-- cached -->", UNREADABLE),
        json("two in a row", "{\"a\":[1]}{\"a\":[]}", UNREADABLE),
        json("a line each", "{\"a\":1}\n{\"a\":2}", UNREADABLE),
        json("a member twice", "{\"a\":[1],\"a\":[]}", UNREADABLE),
        json(
            "a member twice beside the records", "{\"a\":[1],\"p\":{\"n\":1,\"n\":2}}", UNREADABLE),
        json("null and the same once more", "{\"a\":null,\"a\":[1]}", UNREADABLE),
        json("a member twice within a record", "{\"a\":[{\"b\":1,\"b\":2}]}", ANSWER),
        json("a member twice within a record of a bare list", "[{\"b\":1,\"b\":2}]", ANSWER),
        json("comments", "{\"a\":1 /* one */}", UNREADABLE),
        json("single quotes", "{'a':1}", UNREADABLE),
        json("no quotes", "{a:1}", UNREADABLE),
        json("a comma at the end", "[1,]", UNREADABLE),
        json("NaN", "{\"a\":NaN}", UNREADABLE),
        json("Infinity", "{\"a\":-Infinity}", UNREADABLE),
        json("a leading zero", "{\"a\":007}", UNREADABLE),
        json("beyond a double", "{\"a\":1e999}", ANSWER),
        json("beyond a long", "{\"a\":123456789012345678901234567890}", ANSWER),
        json("a number of 2,000 digits", "{\"a\":" + "9".repeat(2_000) + "}", UNREADABLE),
        json("an exponent of a billion", "{\"a\":1e1000000000}", ANSWER),
        json("900 levels", "[".repeat(900) + "]".repeat(900), ANSWER),
        json("10,000 levels", "[".repeat(10_000) + "]".repeat(10_000), UNREADABLE),
        json("a name of 60,000 characters", "{\"" + "n".repeat(60_000) + "\":1}", UNREADABLE),
        json("100,000 empty objects", "[" + "{},".repeat(99_999) + "{}]", ANSWER),
        json("a control in a text", "{\"a\":\"\u0001\"}", UNREADABLE),
        json("a break in a text", "{\"a\":\"\n\"}", UNREADABLE),
        json("an escaped zero", "{\"a\":\"\\u0000\"}", ANSWER),
        json("half of a character", "{\"a\":\"\\ud83d\"}", ANSWER),
        json("an unknown escape", "{\"a\":\"\\x41\"}", UNREADABLE),
        bytes(
            "bytes that are no UTF-8",
            "{\"a\":\"B\u00fcro\"}".getBytes(StandardCharsets.ISO_8859_1),
            ANSWER),
        bytes("UTF-8 cut in a character", cut("{\"a\":\"Bü"), UNREADABLE),
        bytes("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), ANSWER),
        bytes("UTF-16 with its mark", "{\"a\":1}".getBytes(StandardCharsets.UTF_16), UNREADABLE));
  }

  private static OddAnswer json(String name, String body, String read) {
    return bytes(name, body.getBytes(StandardCharsets.UTF_8), read);
  }

  private static OddAnswer bytes(String name, byte[] body, String read) {
    return OddAnswer.of(
        KIND, name, OddAnswer.ok("", new String(body, StandardCharsets.ISO_8859_1)), read, ANSWER);
  }

  private static byte[] cut(String text) {
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.copyOf(whole, whole.length - 1);
  }
}
