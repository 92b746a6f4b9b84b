package dev.caravan.sandbox.atera;

import dev.caravan.sandbox.wire.SandboxVendor;
import dev.caravan.sandbox.wire.SimulatedAccount;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Atera in the sandbox. */
public final class AteraRegistration extends SandboxVendor {
  public AteraRegistration() {
    super("atera", "atera");
  }

  @Override
  public SimulatedAccount<?> account(String prefix, InstantSource clock) {
    return new AteraVendor(prefix, clock);
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of("api-key", AteraSettings.defaults().apiKey());
  }

  @Override
  public Map<String, String> shorterWaits() {
    return Map.of("index-lag", "1s");
  }

  @Override
  public Map<String, String> targetKeys() {
    return keys(
        "end-user-id", String.valueOf(AteraContacts.DEFAULT_CONTACT),
        "technician-id", String.valueOf(AteraSettings.defaults().technicians().get(0)));
  }

  /** Each site's customer bears its name and has one contact. */
  @Override
  public Map<String, String> contactsBySite(SimulatedAccount<?> account) {
    Map<String, String> contacts = new LinkedHashMap<>();
    if (account instanceof AteraVendor atera) {
      atera
          .contacts()
          .forEach(
              contact ->
                  contacts.put(
                      contact.path("CustomerName").asText(), contact.path("EndUserID").asText()));
    }
    return contacts;
  }
}
