package dev.caravan.target;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the answers of the parts of a page in one array. Camel calls it for one part at a time.
 */
public final class OutcomeList implements AggregationStrategy {
  @Override
  public Exchange aggregate(@Nullable Exchange all, Exchange part) {
    Object body = part.getMessage().getBody();
    ArrayNode answers;
    if (all == null) {
      answers = JsonNodeFactory.instance.arrayNode();
      part.getMessage().setBody(answers);
      all = part;
    } else {
      answers = all.getMessage().getBody(ArrayNode.class);
    }
    if (body instanceof ArrayNode several) {
      answers.addAll(several);
    } else if (body instanceof ObjectNode one) {
      answers.add(one);
    }
    return all;
  }
}
