package dev.caravan.paging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that carries one of our markers.
 *
 * @param marker {@code cv-} and 12 characters
 * @param status the vendor's own word
 * @param createdAt null when the vendor's text was no instant
 */
public record FoundTicket(
    String marker, String ticketId, String status, @Nullable Instant createdAt, String title) {}
