package dev.caravan.auth;

import dev.caravan.call.Credential;

/**
 * A credential that only the operator can replace.
 *
 * @param name what it is and whose, for people
 */
public record FixedCredential(String name, String secret) implements Credential {
  @Override
  public boolean renewable() {
    return false;
  }

  @Override
  public void refused() {
    // A refused key stays refused; the failure tells the operator.
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return name;
  }
}
