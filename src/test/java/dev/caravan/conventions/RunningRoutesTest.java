package dev.caravan.conventions;

import static dev.caravan.conventions.RouteFiles.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.conventions.RouteFiles.YamlFile;
import dev.caravan.cycle.CycleReport;
import dev.caravan.cycle.Outcome;
import dev.caravan.runtime.CaravanRuntime;
import dev.caravan.sandbox.SandboxOptions;
import dev.caravan.sandbox.wire.Fault;
import dev.caravan.scenario.TicketScenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen only when everything is loaded: beans and their methods, policies, headers. */
class RunningRoutesTest {
  private static final Pattern BEAN_PARAMETER = Pattern.compile("#([a-zA-Z]+)");
  private static final Pattern BEAN_ARGUMENT = Pattern.compile("\\$\\{ref:([a-zA-Z-]+)}");

  /**
   * Found by their type: the scope by camel-jq, the guard by the http component, the files of
   * routes by Camel.
   */
  private static final Set<String> FOUND_BY_TYPE =
      Set.of("jqScope", "httpGuard", "resource-loader-routes", "caravan-settings");

  /** What an HTTP client says of itself and its connection. */
  private static final Set<String> PLAIN =
      Set.of("accept", "accept-encoding", "connection", "host", "user-agent");

  @TempDir static Path folder;
  private static TicketScenario here;
  private static CaravanRuntime caravan;

  @BeforeAll
  static void start() {
    here = new TicketScenario(folder, SandboxOptions.defaults().withRecords(3, 20, 30));
    caravan = here.start();
  }

  @AfterAll
  static void stop() {
    caravan.close();
    here.close();
  }

  @Test
  void every_bean_that_a_route_names_is_bound_and_has_the_method() {
    List<String> wrong = new ArrayList<>();
    calls()
        .forEach(
            (ref, methods) -> {
              Object bean = caravan.camel().getRegistry().lookupByName(ref);
              if (bean == null) {
                wrong.add(ref + " is not bound");
                return;
              }
              Set<String> has = new TreeSet<>();
              Arrays.stream(bean.getClass().getMethods()).forEach(m -> has.add(m.getName()));
              methods.stream()
                  .filter(method -> !has.contains(method))
                  .forEach(method -> wrong.add(ref + " has no public method " + method));
            });
    assertThat(wrong).isEmpty();
    assertThat(calls()).containsKeys("call", "budget", "reconcile", "writeExecution");
  }

  @Test
  void every_bean_that_is_bound_is_named_by_a_route() {
    Set<String> bound = new TreeSet<>();
    caravan
        .camel()
        .getRegistry()
        .findByTypeWithName(Object.class)
        .forEach(
            (name, bean) -> {
              if (bean.getClass().getName().startsWith("dev.caravan.")) {
                bound.add(name);
              }
            });
    assertThat(bound).contains("call", "reconcile");

    bound.removeAll(calls().keySet());
    bound.removeAll(FOUND_BY_TYPE);
    // Named by the sinks, with the account of their sync.
    bound.removeIf(name -> name.endsWith("-writers"));
    assertThat(bound).isEmpty();
  }

  /** By bean, the methods that routes call; none where a bean is a processor or a strategy. */
  private static Map<String, Set<String>> calls() {
    Map<String, Set<String>> calls = new TreeMap<>();
    for (YamlFile file : RouteFiles.all()) {
      RouteFiles.walk(
          file.content(),
          (member, value) -> {
            if (value instanceof Map && Set.of("bean", "method").contains(member)) {
              String method = String.valueOf(map(value).get("method"));
              calls
                  .computeIfAbsent(String.valueOf(map(value).get("ref")), ref -> new TreeSet<>())
                  .add(method.replaceFirst("\\(.*", ""));
            } else if (member.endsWith("Ref")) {
              calls.computeIfAbsent(String.valueOf(value), ref -> new TreeSet<>());
            } else if (value instanceof String text) {
              Matcher bean = BEAN_PARAMETER.matcher(text);
              if (bean.matches()) {
                calls.computeIfAbsent(bean.group(1), ref -> new TreeSet<>());
              }
            }
            if (value instanceof String text) {
              BEAN_ARGUMENT
                  .matcher(text)
                  .results()
                  .forEach(bean -> calls.computeIfAbsent(bean.group(1), ref -> new TreeSet<>()));
            }
          });
    }
    return calls;
  }

  /**
   * A Pipe cannot name a policy: its routes have Camel's default, which tries nothing again and
   * hands the failure to the cycle. What is tried again is one call of a vendor, below.
   */
  @Test
  void the_routes_of_a_pipe_take_no_policy_and_those_of_calls_take_their_own() {
    CamelContext camel = caravan.camel();
    Set<String> ofFiles =
        RouteFiles.routes().stream().map(RouteFiles.Flow::id).collect(Collectors.toSet());

    assertThat(camel.getRoutes())
        .filteredOn(route -> !ofFiles.contains(route.getId()))
        .isNotEmpty()
        .allSatisfy(
            route -> {
              assertThat(route.getConfigurationId()).as(route.getId()).isNull();
              assertThat(route.getOnExceptions()).as(route.getId()).isEmpty();
            });
    assertThat(camel.getRoute("datto-rmm-read").getConfigurationId()).isEqualTo("read");
    assertThat(camel.getRoute("datto-rmm-write").getConfigurationId()).isEqualTo("write");
    assertThat(camel.getRoute("atera-write").getConfigurationId()).isEqualTo("write");
    assertThat(camel.getRoute("datto-rmm-call-read").getOnExceptions()).isEmpty();
  }

  @Test
  void what_fails_in_a_pipe_ends_the_cycle_at_once() {
    here.sandbox.log().clear();
    here.sandbox.faults().add(Fault.status(403).on("atera", "GET", "/account$").times(0));
    try {
      CycleReport report = caravan.syncs().run(TicketScenario.SYNC, 0);

      assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
      assertThat(here.sandbox.log().entries("atera", "GET", "/")).hasSize(1);
      assertThat(here.sandbox.log().entries("datto", "GET", "/api/v2/account/alerts")).hasSize(1);
    } finally {
      here.sandbox.faults().clear();
    }
  }

  @Test
  void every_route_of_the_files_is_running() {
    assertThat(((ModelCamelContext) caravan.camel()).getRouteDefinitions())
        .extracting(NamedNode::getId)
        .containsAll(RouteFiles.routes().stream().map(RouteFiles.Flow::id).toList());
  }

  @Test
  void in_a_whole_sync_each_vendor_receives_its_own_headers_and_no_others() {
    here.sandbox.log().clear();

    assertThat(caravan.syncs().run(TicketScenario.SYNC, 0).created()).isEqualTo(30);

    assertThat(here.sandbox.log().headerNames().keySet()).containsExactly("atera", "datto");
    assertThat(here.sandbox.log().headerNames().get("datto"))
        .contains("authorization")
        .isSubsetOf(with("authorization", "content-type", "content-length"));
    assertThat(here.sandbox.log().headerNames().get("atera"))
        .contains("x-api-key")
        .isSubsetOf(with("x-api-key", "content-type", "content-length"));
  }

  private static Set<String> with(String... more) {
    Set<String> all = new TreeSet<>(PLAIN);
    all.addAll(List.of(more));
    return all;
  }
}
