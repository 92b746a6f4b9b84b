package dev.caravan.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.conventions.RouteFiles.YamlFile;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Camel takes the quotes off a text that is a bean's parameter, and reads the text {@code null} as
 * none. So what others wrote is no parameter: the bean gets the exchange and the variable's name.
 */
class BeanParametersTest {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");

  /** Objects, and names of our own routes and of the configuration. */
  private static final Set<String> NO_TEXT_OF_OTHERS =
      Set.of(
          "exchange",
          "exception",
          "variable.account",
          "variable.change",
          "variable.confirm",
          "variable.cycle",
          "variable.last",
          "variable.page",
          "variable.records",
          "variable.resolve",
          "variable.response",
          "variable.steady");

  /**
   * What they get is a tree, a list or a record's key; a word that a mapping of ours chose; or what
   * an account says it is, which is only compared with what the same call said before.
   */
  private static final Map<String, Set<String>> WHERE_IT_IS_NONE =
      Map.of(
          "body",
          Set.of(
              "see",
              "scanned",
              "isToBeAsked",
              "isNeeded",
              "byKey",
              "batches",
              "seed",
              "confirmed",
              "targetIs"),
          "variable.key",
          Set.of("confirmed", "unanswered", "failed", "targetOf", "resolved"),
          "variable.resolvedAt",
          Set.of("confirmed"));

  @Test
  void what_others_wrote_is_no_parameter_of_a_bean() {
    Map<String, Set<String>> wrong = new TreeMap<>();
    int parameters = 0;
    for (YamlFile file : RouteFiles.all()) {
      for (String method : RouteFiles.textsOf(file.content(), "method")) {
        Matcher call = CALL.matcher(method);
        Matcher parameter = EXPRESSION.matcher(method);
        while (call.matches() && parameter.find()) {
          parameters++;
          String what = parameter.group(1);
          if (!what.startsWith("ref:")
              && !NO_TEXT_OF_OTHERS.contains(what)
              && !WHERE_IT_IS_NONE.getOrDefault(what, Set.of()).contains(call.group(1))) {
            wrong.computeIfAbsent(file.name(), name -> new TreeSet<>()).add(method);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(parameters).isGreaterThan(30);
  }
}
