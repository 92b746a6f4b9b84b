package dev.caravan.sandbox.ninjaone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it really is.
 *
 * @param log as the API shows it, oldest first
 */
public record NinjaTicketSnapshot(
    String id,
    String subject,
    int status,
    String priority,
    String severity,
    int organization,
    @Nullable Integer device,
    List<String> tags,
    boolean deleted,
    List<ObjectNode> log) {
  private static final int CLOSED = 6000;

  static NinjaTicketSnapshot of(NinjaTicket one) {
    return new NinjaTicketSnapshot(
        String.valueOf(one.id),
        one.subject,
        one.status,
        one.priority,
        one.severity,
        one.organization,
        one.device,
        List.copyOf(one.tags),
        one.deleted,
        one.log.stream().map(ObjectNode::deepCopy).toList());
  }

  /** The tag by which it is found; named without "get", so that JSON does not show it. */
  public Optional<String> marker() {
    return tags.stream().filter(tag -> tag.startsWith("cv-")).findFirst();
  }

  /** Neither closed nor deleted. */
  public boolean open() {
    return status < CLOSED && !deleted;
  }
}
