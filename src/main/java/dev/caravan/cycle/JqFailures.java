package dev.caravan.cycle;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.exception.JsonQueryUserException;
import org.apache.camel.Exchange;

/** Says of a mapping that failed which file it is and what jq says. */
final class JqFailures {
  private JqFailures() {}

  /** What a page failed with; where its mapping did, what the operator has to mend. */
  static Exception of(Exchange page, Exception failure) {
    String mapping = page.getVariable(CycleVariables.MAPPING, String.class);
    Throwable cause = failure;
    while (cause != null && !(cause instanceof JsonQueryException)) {
      cause = cause.getCause();
    }
    if (mapping == null || !(cause instanceof JsonQueryException jq)) {
      return failure;
    }
    return new OperatorActionRequired(
        "The mapping %s cannot map what the source lists: %s; mend it there, and 'caravan plan' shows what comes of it"
            .formatted(mapping, words(jq)));
  }

  /** jackson-jq leaves the message out where Java has one, and keeps the value of an error. */
  static String words(JsonQueryException failure) {
    if (failure instanceof JsonQueryUserException) {
      JsonNode value = failure.getMessageAsJsonNode();
      return value.isTextual() ? value.textValue() : value.toString();
    }
    Throwable cause = failure.getCause();
    if (cause instanceof JsonQueryException inner) {
      return words(inner);
    }
    if (cause instanceof NumberFormatException) {
      return String.valueOf(cause.getMessage()).replaceFirst("^For input string: ", "")
          + " is no number";
    }
    String message = failure.getOriginalMessage();
    boolean said = message != null && !message.isBlank() && !message.equals("N/A");
    return said ? message : String.valueOf(cause == null ? "jq does not say why" : cause);
  }
}
