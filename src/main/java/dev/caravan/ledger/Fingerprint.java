package dev.caravan.ledger;

/**
 * What a counterpart says, shortened: one digest of the fields that can be updated, one of the
 * note. Two records with equal fingerprints need no write.
 *
 * @param fields 32 hexadecimal digits
 * @param note 32 hexadecimal digits
 */
public record Fingerprint(String fields, String note) {

  /** Reads the form that {@link #toString()} writes. */
  public static Fingerprint parse(String text) {
    int colon = text.indexOf(':');
    return new Fingerprint(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The same, but for the fields. */
  Fingerprint withFieldsOf(Fingerprint other) {
    return new Fingerprint(other.fields, note);
  }

  /** The same, but for the note. */
  Fingerprint withNoteOf(Fingerprint other) {
    return new Fingerprint(fields, other.note);
  }

  @Override
  public String toString() {
    return fields + ":" + note;
  }
}
