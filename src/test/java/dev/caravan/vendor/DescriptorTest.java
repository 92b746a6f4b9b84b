package dev.caravan.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.text.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorTest {
  private static final String WHOLE =
      """
      id: acme
      name: Acme
      account: acme
      keys:
        token: {type: secret, required: true, description: The token.}
        calls-per-minute: {type: limit, description: Calls in a rolling minute.}
        searches-per-minute: {type: limit, description: Searches in a rolling minute.}
      as-target:
        comments: {with: author, being: the author}
        keys:
          author: {type: text, description: Who signs comments.}
      limits:
        shared-by: token
        counted-too: {search: [call]}
        longest-pause: 5m
        block: {status: 403, within: 10m, lasts: 5m}
      """;

  private static final String ROUTES =
      """
      - templatedRoute:
          routeTemplateRef: call
          parameters: [{name: vendor, value: acme}, {name: bucket, value: call}, {name: limit, value: "calls-per-minute:90"}]
      - templatedRoute:
          routeTemplateRef: call
          parameters:
            - {name: bucket, value: search}
            - {name: limit, value: "searches-per-minute:10"}
      - templatedRoute:
          routeTemplateRef: read
      """;

  @TempDir Path routes;

  private Vendors vendors(String descriptor, String camel) throws IOException {
    Path folder = Files.createDirectories(routes.resolve("vendors/acme"));
    Files.writeString(folder.resolve("vendor.yaml"), descriptor);
    Files.writeString(folder.resolve("acme.camel.yaml"), camel);
    return Vendors.in(RouteFolders.of(routes));
  }

  private List<String> sentences(String descriptor, String camel) throws IOException {
    return vendors(descriptor, camel).flaws().stream()
        .map(Flaw::sentence)
        .map(sentence -> sentence.replace(routes.resolve("vendors/acme") + "/", ""))
        .toList();
  }

  @Test
  void a_limits_default_stands_in_the_line_of_its_bucket() throws IOException {
    Vendors vendors = vendors(WHOLE, ROUTES);

    assertThat(vendors.flaws()).isEmpty();
    Vendor acme = vendors.find("acme").orElseThrow();
    assertThat(acme.keys())
        .filteredOn(key -> key.type() == Key.Type.LIMIT)
        .extracting(key -> key.fallback().orElseThrow())
        .containsExactly("90", "10");
    assertThat(acme.limits().buckets())
        .containsExactly(
            new BucketLine("call", "calls-per-minute"),
            new BucketLine("search", "searches-per-minute"));
    assertThat(acme.limits().charged("search", false)).containsExactly("call", "search");
    assertThat(acme.limits().pause()).isEqualTo(Limits.USUAL_PAUSE);
    assertThat(acme.limits().longestPause()).contains(Duration.ofMinutes(5));
    assertThat(acme.target().comments()).isPresent();
  }

  @Test
  void a_vendor_without_routes_yet_has_a_bucket_for_each_limit_and_its_own_defaults()
      throws IOException {
    Vendor acme =
        vendors(WHOLE.replace("{type: limit, desc", "{type: limit, default: 7, desc"), "")
            .find("acme")
            .orElseThrow();

    assertThat(acme.limits().buckets())
        .extracting(BucketLine::bucket)
        .containsExactly("call", "searche");
    assertThat(acme.keys().get(1).fallback()).contains("7");
  }

  @Test
  void says_every_mistake_with_its_line_and_what_to_write_instead() throws IOException {
    assertThat(
            sentences(
                """
                id: acne
                nmae: Acme
                account: acme
                keys:
                  token:
                    type: secrte
                    description: the token
                    requird: true
                  calls-per-minute: {type: limit, default: 90, description: Calls in a rolling minute.}
                  searches-per-minute: {type: limit, description: Searches in a rolling minute.}
                as-target:
                  comments: {with: author}
                limits:
                  shared-by: tokne
                  pause: 1 minute
                  block: {status: 403, within: 10m}
                  reports-usage: maybe
                check:
                  explain:
                    500: It is down.
                """,
                ROUTES))
        .containsExactlyInAnyOrder(
            "vendor.yaml, line 1: the id is 'acne'; its folder says acme",
            "vendor.yaml, line 1: the descriptor has no name; write name: the vendor's name for"
                + " people",
            "vendor.yaml, line 2: the descriptor has no member 'nmae'; did you mean name?",
            "vendor.yaml, line 6: there is no type 'secrte'; did you mean secret?",
            "vendor.yaml, line 7: the description of token is no sentence;"
                + " begin with a capital and end with a full stop",
            "vendor.yaml, line 8: the key token has no member 'requird'; did you mean required?",
            "vendor.yaml, line 9: calls-per-minute has a default here and one in the vendor's"
                + " routes; leave this one out",
            "vendor.yaml, line 12: comments need author, which is no key of the sync;"
                + " name one of these keys",
            "vendor.yaml, line 14: shared-by names tokne, which is no key of an account;"
                + " name one of the keys",
            "vendor.yaml, line 15: pause of the limits: '1 minute' is not a duration;"
                + " write a number and a unit, such as 90s, 5m or 1h",
            "vendor.yaml, line 16: block is not whole;"
                + " write {status: 403, within: 10m, lasts: 5m}",
            "vendor.yaml, line 17: reports-usage of the limits is neither true nor false;"
                + " leave it out for false",
            "vendor.yaml, line 20: '500' is not explained; explain 401 (and 407), 403 or 404 (and"
                + " 405)");
  }

  @Test
  void a_bucket_without_a_number_and_one_without_a_key_are_mistakes() throws IOException {
    assertThat(
            sentences(
                WHOLE,
                ROUTES
                    .replace("calls-per-minute:90", "calls-per-minute")
                    .replace("searches-per-minute:10", "serches-per-minute:10")))
        .containsExactlyInAnyOrder(
            "acme.camel.yaml, line 3: the limit of the bucket call must be a setting and its"
                + " default, not 'calls-per-minute'; write it like reads-per-minute:600",
            "vendor.yaml, line 4: the routes limit a bucket by serches-per-minute, which is no key"
                + " here; write serches-per-minute: {type: limit, description: …}");
  }

  @Test
  void what_is_no_yaml_is_said_with_its_line() throws IOException {
    assertThat(sentences("id: acme\nname: {Acme", ROUTES))
        .singleElement()
        .asString()
        .startsWith("vendor.yaml, line 2: is not YAML: ");
  }

  @Test
  void two_vendors_cannot_have_one_account() throws IOException {
    Path other = Files.createDirectories(routes.resolve("vendors/acme-2"));
    Files.writeString(
        other.resolve("vendor.yaml"), "id: acme-2\nname: Two\naccount: acme\nkeys: {}\n");

    assertThat(sentences(WHOLE, ROUTES))
        .singleElement()
        .asString()
        .contains("calls its account acme, as acme")
        .endsWith(" does; give it another");
  }
}
