package dev.caravan.runtime;

import dev.caravan.call.CallVariables;
import dev.caravan.config.Settings;
import dev.caravan.config.SyncSettings;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * Offers the settings of a sync that shape what is written to its mappings, as variables.
 * Thread-safe.
 */
public final class MappingInput {
  private static final String TARGET_ACCOUNT = "targetAccount";

  private final Settings settings;
  private final MappingFiles files;

  MappingInput(Settings settings, MappingFiles files) {
    this.settings = settings;
    this.files = files;
  }

  /**
   * Sets what the vendors at its ends add to the sync, where the operator did: {@code end-user-id}
   * becomes {@code endUserId}, and a file such as {@code contacts} becomes {@code hasContacts}.
   * Says also which account is written to, as {@code targetAccount}, and which mapping is at work.
   */
  public void offer(Exchange exchange, String mapping) {
    files.begin(exchange, mapping);
    SyncSettings sync = settings.sync(exchange.getVariable(CallVariables.SYNC, String.class));
    sync.extra().forEach((key, value) -> exchange.setVariable(camelCase(key), value));
    exchange.setVariable(TARGET_ACCOUNT, sync.targetAccount());
    sync.files().keySet().forEach(key -> exchange.setVariable(camelCase("has-" + key), "true"));
  }

  /** The variable of a key. */
  public static String camelCase(String key) {
    return Pattern.compile("-([a-z0-9])")
        .matcher(key)
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }
}
