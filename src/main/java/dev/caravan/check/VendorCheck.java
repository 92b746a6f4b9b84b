package dev.caravan.check;

import java.util.List;

/**
 * What is to be found out of a sync because one of its ends is a certain vendor, and of no other. A
 * vendor of which there is nothing more to ask has no such class; the others are found by {@link
 * java.util.ServiceLoader}.
 */
public interface VendorCheck {
  /** The vendor's id, the name of its folder. */
  String vendor();

  /** All findings; called when the accounts at both ends answer. Reads only. */
  List<Finding> check(SyncInQuestion sync);
}
