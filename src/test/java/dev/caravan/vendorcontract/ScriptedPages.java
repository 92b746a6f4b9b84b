package dev.caravan.vendorcontract;

import static dev.caravan.call.VendorServer.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.call.VendorServer.ScriptedAnswer;
import java.util.Map;

/**
 * The pages of a listing in the form that a vendor's line of paging describes: three, of which the
 * last is empty.
 */
final class ScriptedPages {
  static final int ALL = 3;
  private final Map<String, String> line;
  private final String url;

  /**
   * @param url of the listing, without a query
   */
  ScriptedPages(Map<String, String> line, String url) {
    this.line = line;
    this.url = url;
  }

  /** With one record a page, so that a page with one is no short one. */
  String first() {
    return url + "?" + line.getOrDefault("size", "pageSize") + "=1";
  }

  String name() {
    return line.getOrDefault("name", "");
  }

  /** Whether a listing is one page, as far as these pages tell. */
  boolean isWhole() {
    return records().equals(".")
        && line.get("kind").equals("cursor")
        && !line.getOrDefault("from", "").contains("last:");
  }

  /** Where the records of a page are. */
  String records() {
    return line.getOrDefault("records", "records").split("\\|", -1)[0];
  }

  boolean hasLinks() {
    return line.get("kind").equals("next-link");
  }

  /** Whether it shows that a page is not the one that was asked for. */
  boolean tellsPagesApart() {
    return !line.get("kind").equals("page-number")
        || line.containsKey("echo")
        || line.containsKey("row");
  }

  /** The page of that number, from 1. */
  ScriptedAnswer page(int number) {
    return page(number, number < ALL ? "%s&page=%d".formatted(first(), number + 1) : "");
  }

  /** The same with a link of its own. */
  ScriptedAnswer page(int number, String link) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    if (number < ALL) {
      ObjectNode row = rows.addObject().put("id", number);
      put(row, line.getOrDefault("row", ""), row.numberNode(number));
      String from = line.getOrDefault("from", "");
      put(row, from.startsWith("last:") ? from.substring(5) : "", row.numberNode(number));
    }
    if (records().equals(".")) {
      return status(200, rows.toString());
    }
    ObjectNode page = new ObjectMapper().createObjectNode();
    put(page, records(), rows);
    put(page, line.getOrDefault("pages", ""), page.numberNode(ALL));
    put(page, line.getOrDefault("total", "").split("\\|", -1)[0], page.numberNode(ALL - 1));
    put(page, line.getOrDefault("more", ""), page.textNode(link));
    put(page, line.getOrDefault("link", ""), page.textNode(link));
    put(page, cursor(number), page.numberNode(number));
    put(page, line.getOrDefault("position", ""), page.numberNode(number));
    int start = Integer.parseInt(line.getOrDefault("first", "1"));
    put(page, line.getOrDefault("echo", ""), page.numberNode(start + number - 1));
    return status(200, page.toString());
  }

  private String cursor(int number) {
    String from = line.getOrDefault("from", "").split("\\|", -1)[0];
    return number == ALL || from.startsWith("last:") ? "" : from;
  }

  private static void put(ObjectNode object, String path, JsonNode value) {
    String[] members = path.split("\\.", -1);
    ObjectNode here = object;
    for (int i = 0; i < members.length - 1; i++) {
      here = here.withObject("/" + members[i]);
    }
    if (!path.isEmpty()) {
      here.set(members[members.length - 1], value);
    }
  }
}
