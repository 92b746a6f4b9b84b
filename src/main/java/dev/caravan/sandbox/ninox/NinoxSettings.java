package dev.caravan.sandbox.ninox;

import dev.caravan.sandbox.wire.Default;
import dev.caravan.sandbox.wire.Switches;

/**
 * The switches of the simulated Ninox. What Ninox really does where there is a choice is not
 * proven; docs/vendors/ninox.md says which.
 *
 * @param monthlyCalls calls that the plan allows in a calendar month; 0 = no limit
 * @param maxPerPage larger pages are cut to this size
 * @param repeatLastPage beyond the end of a list the last page comes again
 * @param envelope pages come as {@code {"data":[…]}} instead of a bare array
 * @param unknownField what a write with a field that the table lacks meets
 * @param badRow what a batch with a row that cannot be written meets
 * @param refusedText a text that no field takes; empty = none
 * @param accepted writes are done and answered 202 without a body
 * @param createdStatus the status of a write that is answered
 * @param batchLimit the most rows in one write
 * @param errorText errors are plain text instead of {@code {"message":…}}
 * @param choices what a write may name a choice by
 * @param multiText several choices are written as one text with commas instead of an array
 * @param sequences records carry their change number
 */
public record NinoxSettings(
    @Default("sandbox-token") String token,
    @Default("u14mwnoutm14yrcnf") String teamId,
    @Default("Acme") String teamName,
    @Default("pnum1qq8tpao") String databaseId,
    @Default("Operations") String databaseName,
    @Default("1000000") int requestLimit,
    @Default("60000") long windowMs,
    @Default("0") long monthlyCalls,
    @Default("1000") int maxPerPage,
    @Default("false") boolean repeatLastPage,
    @Default("false") boolean envelope,
    @Default("refuse") UnknownField unknownField,
    @Default("reject") BatchPolicy badRow,
    @Default("") String refusedText,
    @Default("false") boolean accepted,
    @Default("200") int createdStatus,
    @Default("1000") int batchLimit,
    @Default("false") boolean errorText,
    @Default("both") Choices choices,
    @Default("false") boolean multiText,
    @Default("true") boolean sequences) {

  /** What a write may name a choice by. */
  public enum Choices {
    BOTH,
    CAPTIONS,
    IDS
  }

  /** What becomes of a field that the table lacks. */
  public enum UnknownField {
    REFUSE,
    IGNORE
  }

  /** What becomes of a batch with a bad row. */
  public enum BatchPolicy {
    /** 400, and nothing is written. */
    REJECT,
    /** The others are written and answered; the bad one is not mentioned. */
    SKIP,
    /** 400, and the others are written all the same. */
    PARTIAL
  }

  static NinoxSettings defaults() {
    return Switches.defaults(NinoxSettings.class);
  }
}
