package dev.caravan.vendorcontract;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The vendors that a contract is asked of: started before its first test, stopped after its last.
 */
abstract class EveryVendor {
  static ScriptedVendors vendors;

  @BeforeAll
  static void start() {
    vendors = new ScriptedVendors();
  }

  @AfterAll
  static void stop() {
    vendors.close();
  }

  static List<String> all() {
    return ScriptedVendors.ids();
  }
}
