package dev.caravan.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a mapping wants of a record's counterpart.
 *
 * @param fingerprint of what the counterpart should say
 * @param closing the fields that close the counterpart, as JSON; absent where it is never closed
 * @param summary what people call the record
 * @param severity of the record; 0 is the gravest
 * @param device what the record is about; absent where it is about itself
 */
public record Wanted(
    Fingerprint fingerprint,
    @Nullable String closing,
    String summary,
    int severity,
    @Nullable String device) {
  /** Of a record that is as grave as any. */
  public Wanted(Fingerprint fingerprint, @Nullable String closing, String summary) {
    this(fingerprint, closing, summary, 0, null);
  }
}
