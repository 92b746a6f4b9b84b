package dev.caravan.config;

import java.util.List;
import java.util.Optional;

/**
 * What Caravan knows of one key.
 *
 * @param name the whole key, or what follows the prefix of an account or sync
 * @param fallback the default; {@code {{.x}}} in it is the key x of the same prefix
 * @param least the smallest value, of an integer or a duration
 * @param most the largest value, of an integer
 * @param values what an enum may be
 * @param alias another name, for the environment only
 * @param strip the ending that a base URL loses
 * @param required when it must have a value: {@code always}, {@code source <vendor>}, {@code target
 *     <vendor>}
 * @param unless a key of the same prefix that does instead of a required one
 * @param onlyFor a key of the same prefix: this one matters only while that one refers to it
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
    Optional<String> required,
    Optional<String> unless,
    Optional<String> onlyFor,
    String description) {

  /** What a value may look like. */
  public enum Type {
    TEXT,
    SECRET,
    URL,
    JDBC_URL,
    PATH,
    INTEGER,
    DURATION,
    ENUM,
    FILE,
    SYNCS,
    ACCOUNT
  }

  boolean isSecret() {
    return type == Type.SECRET;
  }
}
