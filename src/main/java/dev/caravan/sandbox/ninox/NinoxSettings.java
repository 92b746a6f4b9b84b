package dev.caravan.sandbox.ninox;

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
    String token,
    String teamId,
    String teamName,
    String databaseId,
    String databaseName,
    int requestLimit,
    long windowMs,
    long monthlyCalls,
    int maxPerPage,
    boolean repeatLastPage,
    boolean envelope,
    UnknownField unknownField,
    BatchPolicy badRow,
    String refusedText,
    boolean accepted,
    int createdStatus,
    int batchLimit,
    boolean errorText,
    Choices choices,
    boolean multiText,
    boolean sequences) {

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
    SKIP
  }

  static NinoxSettings defaults() {
    return new NinoxSettings(
        "sandbox-token",
        "u14mwnoutm14yrcnf",
        "Acme",
        "pnum1qq8tpao",
        "Operations",
        1_000_000,
        60_000,
        0,
        1000,
        false,
        false,
        UnknownField.REFUSE,
        BatchPolicy.REJECT,
        "",
        false,
        200,
        1000,
        false,
        Choices.BOTH,
        false,
        true);
  }
}
