package dev.caravan.vendors.atera;

import dev.caravan.check.Finding;
import dev.caravan.check.SyncInQuestion;
import dev.caravan.check.VendorCheck;
import dev.caravan.mapping.ContactsException;
import java.util.List;

/** Whether the tickets of a sync find their contacts. */
public final class AteraCheck implements VendorCheck {
  private static final String VENDOR = "atera";

  @Override
  public String vendor() {
    return VENDOR;
  }

  @Override
  public List<Finding> check(SyncInQuestion sync) {
    if (!sync.writesTo(VENDOR)) {
      return List.of();
    }
    try {
      return new ContactsCheck(sync).check();
    } catch (ContactsException e) {
      return e.problems().stream().map(problem -> Finding.wrong(sync.name(), problem)).toList();
    }
  }
}
