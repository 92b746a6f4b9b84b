package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.list;
import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.RetryDecision;
import dev.caravan.conventions.RouteFiles.Flow;
import dev.caravan.paging.Paging;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every vendor's routes must show: how a token is fetched, which limits hold, how pages are
 * read, and what is tried again.
 */
class VendorConventionsTest {
  private static final String SETTING_AND_DEFAULT = "[a-z]+(-[a-z]+)*-per-minute:[1-9]\\d*";

  /** Every vendor that has routes, by the name of its folder. */
  static Stream<String> vendors() {
    return RouteFiles.flowFiles().stream()
        .map(file -> file.path().getParent())
        .filter(folder -> folder.startsWith(Path.of("routes/vendors")))
        .map(folder -> folder.getFileName().toString())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void names_each_limit_with_its_setting_and_its_default_in_a_line_of_its_own(String vendor) {
    List<Map<String, String>> calls = fillings(vendor, "call");

    assertThat(calls)
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.get("limit")).matches(SETTING_AND_DEFAULT));
    assertThat(calls).extracting(call -> call.get("bucket")).doesNotHaveDuplicates();
    // One setting may hold for several categories of an API; its default is the same in all lines.
    assertThat(calls.stream().map(call -> call.get("limit")).distinct())
        .extracting(limit -> limit.replaceFirst(":.*", ""))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void names_grant_and_path_of_its_token_where_it_has_one(String vendor) {
    List<Map<String, String>> tokens = fillings(vendor, "token");

    boolean wanted =
        fillings(vendor, "call").stream().anyMatch(call -> !call.containsKey("credential"));
    assertThat(tokens).hasSize(wanted ? 1 : 0);
    assertThat(tokens)
        .allSatisfy(
            token -> {
              assertThat(token.get("grant")).isIn("password", "client-credentials");
              assertThat(token.get("path")).matches("[a-z-]+-path");
              assertThat(token.get("bucket")).isIn(buckets(vendor));
            });
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void names_the_policy_of_its_reads_and_of_its_writes_and_their_buckets(String vendor) {
    for (String template : List.of("read", "get", "write")) {
      assertThat(fillings(vendor, template))
          .as(template)
          .isNotEmpty()
          .allSatisfy(
              each -> {
                assertThat(each)
                    .containsEntry("policy", template.equals("write") ? "write" : "read");
                assertThat(each.get("bucket")).isIn(buckets(vendor));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void names_how_it_pages_and_loops_while_there_is_more(String vendor) {
    List<Object> pagings = pagings(vendor);
    assertThat(pagings)
        .isNotEmpty()
        .allSatisfy(
            paging -> {
              assertThat(map(paging)).containsEntry("type", Paging.class.getName());
              assertThat(map(map(paging).get("properties")).get("kind"))
                  .isIn("page-number", "cursor", "next-link");
            });
    for (String template : List.of("pages", "collect", "target-ticket-scan")) {
      assertThat(fillings(vendor, template))
          .extracting(each -> each.get("paging"))
          .isSubsetOf(RouteFiles.textsOf(pagings, "name"));
    }
    assertThat(RouteFiles.routes())
        .filteredOn(route -> route.id().equals(vendor + "-pages"))
        .singleElement()
        .satisfies(
            pages ->
                assertThat(RouteFiles.valuesOf(pages.definition(), "loop"))
                    .singleElement()
                    .satisfies(loop -> assertThat(map(loop)).containsEntry("doWhile", true)));
  }

  @Test
  void the_throttler_counts_all_calls_of_an_account_by_its_property_and_asks_no_bean() {
    assertThat(RouteFiles.routes())
        .filteredOn(route -> route.template().equals("call"))
        .isNotEmpty()
        .allSatisfy(
            route -> {
              Object throttle = RouteFiles.valuesOf(route.definition(), "throttle").get(0);
              assertThat(map(throttle)).containsEntry("mode", "TotalRequests");
              assertThat(String.valueOf(map(throttle).get("timePeriodMillis")))
                  .matches("\\{\\{[a-z-]+\\.throttle-period}}");
              assertThat(RouteFiles.valuesOf(throttle, "method")).isEmpty();
              assertThat(RouteFiles.valuesOf(throttle, "simple"))
                  .extracting(simple -> map(simple).get("expression"))
                  .containsExactly(
                      "${variable.account}",
                      "${properties:${variable.account}.%s}".formatted(limit(route)));
            });
  }

  /** Who leaves out the hop over such a route has its policy all the same. */
  @Test
  void what_reads_a_vendor_without_more_routes_between_has_the_policy_of_reads() {
    assertThat(RouteFiles.routes())
        .filteredOn(
            route ->
                RouteFiles.textsOf(route.definition(), "uri").stream()
                        .anyMatch(uri -> uri.matches("direct:[a-z-]+-call-[a-z-]+"))
                    && !Set.of("call", "write").contains(route.template()))
        .isNotEmpty()
        .allSatisfy(
            route ->
                assertThat(route.definition())
                    .as(route.id())
                    .containsEntry("routeConfigurationId", "read"));
  }

  /** To a policy, what a policy below it gave up counts as handled. */
  @Test
  void what_has_a_policy_calls_the_vendor_and_no_other_route() {
    assertThat(RouteFiles.routes())
        .filteredOn(route -> route.definition().containsKey("routeConfigurationId"))
        .isNotEmpty()
        .allSatisfy(
            route ->
                assertThat(
                        RouteFiles.textsOf(map(route.definition().get("from")).get("steps"), "uri"))
                    .as(route.id())
                    .isNotEmpty()
                    .allMatch(uri -> uri.matches("direct:[a-z-]+-call-[a-z-]+")));
  }

  private static List<Object> pagings(String vendor) {
    return RouteFiles.flowFiles().stream()
        .filter(file -> file.path().getParent().endsWith(vendor))
        .flatMap(file -> RouteFiles.valuesOf(file.content(), "beans").stream())
        .flatMap(beans -> list(beans).stream().map(Object.class::cast))
        .toList();
  }

  private static String limit(Flow route) {
    return RouteFiles.fillings().stream()
        .filter(filling -> route.id().equals(filling.get("routeId")))
        .map(filling -> RouteFiles.parametersOf(filling).get("limit"))
        .findFirst()
        .orElseThrow();
  }

  /** Which reasons those beans know, {@link RetryDecision} has tests of. */
  @Test
  void both_policies_try_again_as_a_bean_decides_which_knows_429_and_what_passes() {
    assertThat(RouteFiles.policies())
        .hasSize(2)
        .allSatisfy(
            policy -> {
              Object again = map(list(policy.definition().get("onException")).get(0));
              assertThat(RouteFiles.textsOf(again, "onExceptionOccurredRef"))
                  .containsExactly(policy.id() + "Retries");
              assertThat(RouteFiles.valuesOf(again, "retryWhile")).hasSize(1);
              assertThat(RouteFiles.valuesOf(again, "redeliveryPolicy")).hasSize(1);
            });
  }

  private static TreeSet<String> buckets(String vendor) {
    TreeSet<String> buckets = new TreeSet<>();
    fillings(vendor, "call").forEach(call -> buckets.add(call.get("bucket")));
    return buckets;
  }

  private static List<Map<String, String>> fillings(String vendor, String template) {
    return RouteFiles.fillings().stream()
        .filter(filling -> RouteFiles.templateOf(filling).equals(template))
        .map(RouteFiles::parametersOf)
        .filter(parameters -> vendor.equals(parameters.get("vendor")))
        .toList();
  }
}
