package dev.caravan.vendors.atera;

import dev.caravan.check.Finding;
import dev.caravan.check.SyncInQuestion;
import dev.caravan.check.VendorCheck;
import dev.caravan.mapping.ContactsException;
import java.util.ArrayList;
import java.util.List;

/** Whether the tickets of a sync find their contacts, and where they will be found themselves. */
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
    List<Finding> findings = new ArrayList<>();
    findings.add(MarkerPlaceCheck.check(sync));
    try {
      findings.addAll(new ContactsCheck(sync).check());
    } catch (ContactsException e) {
      e.problems().forEach(problem -> findings.add(Finding.wrong(sync.name(), problem)));
    }
    return findings;
  }
}
