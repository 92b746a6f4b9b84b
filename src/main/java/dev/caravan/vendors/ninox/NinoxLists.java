package dev.caravan.vendors.ninox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.Answers;
import dev.caravan.call.ErrorText;
import dev.caravan.text.PrintableText;
import dev.caravan.text.Redaction;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The lists that Ninox answers, bare or in an envelope. Pure. */
final class NinoxLists {
  /** Of what Ninox says instead of a list. */
  private static final int MOST_SAID = 300;

  private NinoxLists() {}

  /** The list of an answer; null where there is none. */
  static @Nullable JsonNode in(JsonNode answer) {
    return Stream.of(answer, answer.path("data"), answer.path("results"))
        .filter(JsonNode::isArray)
        .findFirst()
        .orElse(null);
  }

  /**
   * The list of the answer that an exchange got.
   *
   * @throws dev.caravan.call.VendorFailure.Unreadable when there is none
   */
  static JsonNode of(Exchange exchange, JsonNode answer, Redaction redaction) {
    JsonNode list = in(answer);
    if (list == null) {
      throw Answers.unreadable(
          exchange, "answered something else than a list: " + said(answer, redaction));
    }
    return list;
  }

  /** Ninox says 200 too where it has no list to give, for a used up quota, say. */
  private static String said(JsonNode answer, Redaction redaction) {
    return PrintableText.atMost(MOST_SAID, ErrorText.of(answer.toString(), redaction));
  }
}
