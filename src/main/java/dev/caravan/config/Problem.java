package dev.caravan.config;

import dev.caravan.text.Flaw;

/**
 * One finding in the configuration. Never holds a secret value.
 *
 * @param key the key, or the file or name that it is about
 * @param where the file and line or the environment variable; empty when nothing was written
 * @param what what is wrong, a phrase that goes on after the key
 * @param hint what to do next; may be empty
 */
public record Problem(String key, String where, String what, String hint) {

  static Problem of(Flaw flaw) {
    return new Problem(
        flaw.file().toString(),
        flaw.line() == 0 ? "" : "line " + flaw.line(),
        flaw.what(),
        flaw.hint());
  }

  static Problem ofProxy(String variable) {
    return new Problem(
        variable,
        "environment variable",
        "is no address of an HTTP proxy",
        "write http://host:port, or http://user:password@host:port");
  }

  /** The finding as one sentence for the operator. */
  public String sentence() {
    return key
        + (where.isEmpty() ? "" : " (" + where + ")")
        + " "
        + what
        + (hint.isEmpty() ? "" : "; " + hint);
  }

  @Override
  public String toString() {
    return sentence();
  }
}
