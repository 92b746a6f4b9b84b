package dev.caravan.vendorcontract;

import dev.caravan.text.YamlNode;
import dev.caravan.vendor.RouteFolders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a vendor's routes fill templates in with.
 *
 * @param lines each template's name and the parameters that it is given
 * @param pagings the beans that say how it pages, each as what is set in it and its {@code name}
 */
record VendorLines(
    String vendor,
    List<Map.Entry<String, Map<String, String>>> lines,
    List<Map<String, String>> pagings) {

  static VendorLines of(RouteFolders folders, String vendor) {
    List<YamlNode> items =
        folders.files("vendors/%s/*.camel.yaml".formatted(vendor)).stream()
            .flatMap(file -> YamlNode.read(file, flaw -> {}).orElseThrow().items().stream())
            .toList();
    return new VendorLines(
        vendor,
        items.stream()
            .map(route -> route.at("templatedRoute"))
            .filter(YamlNode::isThere)
            .map(line -> Map.entry(line.at("routeTemplateRef").text(), parameters(line)))
            .toList(),
        items.stream()
            .flatMap(item -> item.at("beans").items().stream())
            .map(VendorLines::paging)
            .toList());
  }

  private static Map<String, String> paging(YamlNode bean) {
    Map<String, String> values = new TreeMap<>();
    bean.at("properties").members().forEach((name, value) -> values.put(name, value.text()));
    values.put("name", bean.at("name").text());
    return values;
  }

  private static Map<String, String> parameters(YamlNode line) {
    Map<String, String> parameters = new TreeMap<>();
    line.at("parameters")
        .items()
        .forEach(each -> parameters.put(each.at("name").text(), each.at("value").text()));
    return parameters;
  }

  List<Map<String, String>> of(String template) {
    return lines.stream()
        .filter(line -> line.getKey().equals(template))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Whether its credential is a token that a route fetches. */
  boolean fetchesTokens() {
    return !of("token").isEmpty();
  }

  /** The addresses of its writes, the plain one first. */
  List<String> writes() {
    return of("write").stream()
        .map(line -> "direct:%s-%s".formatted(vendor, line.getOrDefault("write", "write")))
        .toList();
  }

  /** The one by which it pages. */
  Map<String, String> paging() {
    return pagings.get(0);
  }
}
