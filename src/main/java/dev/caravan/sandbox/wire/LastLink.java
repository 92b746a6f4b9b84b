package dev.caravan.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The link to the next page where there is none. */
public enum LastLink {
  NULL,
  EMPTY,
  MISSING;

  public void put(ObjectNode page, String member) {
    switch (this) {
      case NULL -> page.putNull(member);
      case EMPTY -> page.put(member, "");
      case MISSING -> page.remove(member);
    }
  }
}
