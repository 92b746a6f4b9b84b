package dev.caravan.paging;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a listing was read. Belongs to one exchange and is not shared between threads: the steps
 * that receive a page may set the variables of a call to their own values, so all that the next
 * page needs is kept here.
 */
final class ListingState {
  /** No account has that many; a listing that goes on for longer does not end. */
  static final int MOST_PAGES = 20_000;

  final String account;
  final Paginator paginator;
  final PageRequest first;

  /** The members whose nulls are not kept. */
  final Set<String> sparse;

  /** Where the records of an answer are. */
  final String records;

  final String priority;
  private final Set<String> seen = new HashSet<>();
  private PageRequest next;
  private int pages;
  private long rows;
  private boolean whole;

  /** Who reads has found all that it looks for, so the rest may stay unread. */
  private boolean enoughRead;

  /** Of the page before: whether it may have been the last, and its first row. */
  private boolean enough;

  private @Nullable String firstRow;
  private @Nullable Long totalAtStart;
  private @Nullable Long totalAtEnd;
  private @Nullable Instant serverDate;

  ListingState(
      String account,
      Paginator paginator,
      PageRequest first,
      Set<String> sparse,
      String records,
      String priority) {
    this.account = account;
    this.paginator = paginator;
    this.first = first;
    this.sparse = sparse;
    this.records = records;
    this.priority = priority;
    this.next = first;
    seen.add(first.canonical() + "#");
  }

  /** What is asked next; after the last page, what was asked for it. */
  PageRequest next() {
    return next;
  }

  int pages() {
    return pages;
  }

  /** The vendor's count of all records, on the page before or now. */
  @Nullable Long total() {
    return totalAtEnd == null ? totalAtStart : totalAtEnd;
  }

  boolean whole() {
    return whole;
  }

  void enoughRead() {
    enoughRead = true;
  }

  /** Whether nothing is missing that who reads wants to know. */
  boolean isDone() {
    return whole || enoughRead;
  }

  /**
   * Goes on behind a page.
   *
   * @return false when the page is to be dropped: the one before was the last
   * @throws IllegalArgumentException with a sentence when the listing cannot end
   */
  boolean advance(Page page, ArrayNode records, @Nullable Instant date) {
    pages++;
    boolean sureNow = enough && page.firstRow() != null && page.firstRow().equals(firstRow);
    if (sureNow) {
      // Asked for more than there is, some servers send what they sent last.
      whole = true;
      return false;
    }
    rows += records.size();
    if (pages == 1) {
      totalAtStart = page.total();
      serverDate = date;
    }
    totalAtEnd = page.total();
    if (page.firstRow() != null && !seen.add("row " + page.firstRow())) {
      throw new IllegalArgumentException("it is a page that was read before");
    }
    // A record that moves while the list is read comes twice, a whole page of them does not.
    if (records.size() > 1 && !seen.add(print(records))) {
      throw new IllegalArgumentException("it is a page that was read before");
    }
    enough = page.enough();
    firstRow = page.firstRow();
    PageRequest then = page.next();
    if (then == null) {
      whole = true;
      return true;
    }
    if (!seen.add(then.canonical() + "#" + page.position())) {
      throw new IllegalArgumentException("its next page was read before");
    }
    if (pages >= MOST_PAGES) {
      throw new IllegalArgumentException("it is page %,d and not the last".formatted(pages));
    }
    next = then;
    return true;
  }

  /** What tells a page from all others of a listing: records have ids, so three of them do. */
  private static String print(ArrayNode records) {
    int size = records.size();
    return "records %d %08x %08x %08x"
        .formatted(
            size,
            records.path(0).hashCode(),
            records.path(size / 2).hashCode(),
            records.path(size - 1).hashCode());
  }

  /** Whether the last page was read and records are missing all the same. */
  boolean fellShort() {
    return whole && listing().missing() > 0;
  }

  Listing listing() {
    return new Listing(pages, rows, totalAtStart, totalAtEnd, serverDate);
  }
}
