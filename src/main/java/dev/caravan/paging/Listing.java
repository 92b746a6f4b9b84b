package dev.caravan.paging;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a listing that was read to its last page.
 *
 * @param pages how many pages it had
 * @param rows how many records they held, doubles included
 * @param totalAtStart the vendor's count on the first page, null where it does not say
 * @param totalAtEnd the same on the last page
 * @param serverDate the vendor's clock when the first page was answered, null without the header
 */
public record Listing(
    int pages,
    long rows,
    @Nullable Long totalAtStart,
    @Nullable Long totalAtEnd,
    @Nullable Instant serverDate) {
  /**
   * Whether nothing came or went while paging and no record is missing, as far as the vendor's
   * count tells.
   */
  public boolean steady() {
    return Objects.equals(totalAtStart, totalAtEnd) && missing() == 0;
  }

  /**
   * How many records of the vendor's count no page held: pages may be left out or come back empty.
   * What came or went while paging is none of them.
   */
  public long missing() {
    long least =
        Stream.of(totalAtStart, totalAtEnd)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .min()
            .orElse(0);
    return Math.max(0, least - rows);
  }
}
