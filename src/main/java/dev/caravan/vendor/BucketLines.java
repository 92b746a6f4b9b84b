package dev.caravan.vendor;

import dev.caravan.text.Flaw;
import dev.caravan.text.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a vendor's routes that limit its calls, each the parameter {@code limit} of a
 * templated route {@code call}: a setting of the account and its default, such as {@code
 * reads-per-minute:600}. The number stands there and nowhere else.
 *
 * @param buckets in the order of the file
 * @param defaults by setting
 */
record BucketLines(List<BucketLine> buckets, Map<String, String> defaults) {
  private static final String FORM = "[a-z-]+:[1-9][0-9]{0,4}";

  static BucketLines none() {
    return new BucketLines(List.of(), Map.of());
  }

  /** Those of a file with routes; whatever else is wrong with it Camel says. */
  static BucketLines read(Path file, List<Flaw> flaws) {
    List<BucketLine> buckets = new ArrayList<>();
    Map<String, String> defaults = new LinkedHashMap<>();
    YamlNode.read(file, flaws::add).map(YamlNode::items).orElse(List.of()).stream()
        .map(route -> route.at("templatedRoute"))
        .filter(route -> route.at("routeTemplateRef").text().equals("call"))
        .forEach(
            route -> {
              YamlNode bucket = parameter(route, "bucket");
              YamlNode limit = parameter(route, "limit");
              if (!limit.text().matches(FORM)) {
                flaws.add(
                    new Flaw(
                        file,
                        limit.line(),
                        "the limit of the bucket %s must be a setting and its default, not '%s'"
                            .formatted(bucket.text(), limit.text()),
                        "write it like reads-per-minute:600"));
                return;
              }
              String[] parts = limit.text().split(":", 2);
              buckets.add(new BucketLine(bucket.text(), parts[0]));
              String before = defaults.putIfAbsent(parts[0], parts[1]);
              if (before != null && !before.equals(parts[1])) {
                flaws.add(
                    new Flaw(
                        file,
                        limit.line(),
                        "gives %s the default %s, but had given it %s"
                            .formatted(parts[0], parts[1], before),
                        "a setting has one default"));
              }
            });
    return new BucketLines(buckets, defaults);
  }

  private static YamlNode parameter(YamlNode route, String name) {
    return route.at("parameters").items().stream()
        .filter(parameter -> parameter.at("name").text().equals(name))
        .map(parameter -> parameter.at("value"))
        .findFirst()
        .orElse(route.at("parameters", name));
  }
}
