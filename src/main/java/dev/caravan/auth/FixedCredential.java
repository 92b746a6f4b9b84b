package dev.caravan.auth;

import dev.caravan.call.Credential;

/**
 * A credential that only the operator can replace.
 *
 * @param name what it is and whose, for people
 * @param onRefusal told when the vendor refused it
 * @param onAcceptance told when the vendor took it
 */
record FixedCredential(String name, String secret, Runnable onRefusal, Runnable onAcceptance)
    implements Credential {
  @Override
  public boolean renewable() {
    return false;
  }

  @Override
  public void refused() {
    onRefusal.run();
  }

  @Override
  public void accepted() {
    onAcceptance.run();
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return name;
  }
}
