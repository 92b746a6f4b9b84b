package dev.caravan.sandbox.opsramp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it really is.
 *
 * @param marker its extTicketId
 * @param reason given for its last change of status
 * @param responses as the API shows them, oldest first
 */
public record IncidentSnapshot(
    String id,
    @Nullable String marker,
    String subject,
    String description,
    String status,
    String priority,
    String reason,
    List<ObjectNode> responses) {
  static IncidentSnapshot of(StoredIncident one) {
    return new IncidentSnapshot(
        one.id,
        one.extTicketId,
        one.subject,
        one.description,
        one.status,
        one.priority,
        one.reason,
        one.responses.stream().map(ObjectNode::deepCopy).toList());
  }

  /** Neither resolved nor closed; named without "is", so that JSON does not show it. */
  public boolean open() {
    return !status.equals("Resolved") && !status.equals("Closed");
  }
}
