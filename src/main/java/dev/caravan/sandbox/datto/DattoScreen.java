package dev.caravan.sandbox.datto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Button;
import dev.caravan.sandbox.wire.PageTable;
import dev.caravan.sandbox.wire.PageTable.PageColumn;
import java.util.List;

/** What the sandbox's page shows of an account, and lets a person do to it. */
final class DattoScreen {
  private static final String ONE = "{\"count\":1}";

  private static final List<PageColumn> ALERTS =
      List.of(
          new PageColumn("Since", "/timestamp", "number time"),
          new PageColumn("Priority", "/priority", "short priority"),
          new PageColumn("Device", "/alertSourceInfo/deviceName", "short"),
          new PageColumn("Site", "/alertSourceInfo/siteName", ""),
          new PageColumn("Condition", "/alertContext", "members"));

  private DattoScreen() {}

  static PageTable alerts(List<ObjectNode> open, int most) {
    return PageTable.of(
        "alerts", "Open alerts at Datto RMM", "No open alerts.", ALERTS, open, most);
  }

  static List<Button> buttons(String prefix) {
    String alerts = "/" + prefix + "/alerts";
    return List.of(
        new Button("Open an alert", alerts, ONE),
        new Button("Resolve the oldest", alerts + "/resolve", ONE));
  }
}
