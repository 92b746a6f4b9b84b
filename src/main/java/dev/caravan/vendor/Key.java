package dev.caravan.vendor;

import java.util.List;
import java.util.Optional;

/**
 * What Caravan knows of one key.
 *
 * @param name the whole key, or what follows the prefix of an account or sync
 * @param fallback the default; {@code {{.x}}} in it is the key x of the same prefix
 * @param least the smallest value, of an integer, a duration or a size
 * @param most the largest value, of an integer
 * @param values what an enum may be
 * @param alias another name, for the environment only
 * @param strip the ending that a base URL loses, a regular expression
 * @param required whether it must have a value when its account or sync is used
 * @param unless a key of the same prefix that does instead of a required one
 * @param onlyFor a key of the same prefix: this one matters only while that one refers to it
 * @param mayBeEmpty whether an empty value stands for itself, and not for the default
 * @param description one sentence
 */
public record Key(
    String name,
    Type type,
    Optional<String> fallback,
    Optional<String> least,
    Optional<String> most,
    List<String> values,
    Optional<String> alias,
    Optional<String> strip,
    boolean required,
    Optional<String> unless,
    Optional<String> onlyFor,
    boolean mayBeEmpty,
    String description) {

  /** What a value may look like. */
  public enum Type {
    TEXT,
    SECRET,
    /** An address that is a secret as a whole. */
    WEBHOOK,
    URL,
    JDBC_URL,
    PATH,
    INTEGER,
    /** Calls in a rolling minute. */
    LIMIT,
    DURATION,
    SIZE,
    /** A share, such as 20%. */
    PERCENT,
    ENUM,
    FILE,
    SYNCS,
    /** Names that only a cluster's own DNS can know, separated by commas. */
    CLUSTER_HOSTS,
    ACCOUNT
  }

  /** The same with another default. */
  Key withFallback(Optional<String> other) {
    return new Key(
        name,
        type,
        other,
        least,
        most,
        values,
        alias,
        strip,
        required,
        unless,
        onlyFor,
        mayBeEmpty,
        description);
  }

  /** The same as one of a few choices. */
  public Key oneOf(List<String> choices) {
    return new Key(
        name,
        Type.ENUM,
        fallback,
        least,
        most,
        choices,
        alias,
        strip,
        required,
        unless,
        onlyFor,
        mayBeEmpty,
        description);
  }

  public boolean isSecret() {
    return type == Type.SECRET || type == Type.WEBHOOK;
  }
}
