package dev.caravan.odd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.call.Answers;
import dev.caravan.call.VendorFailure;
import dev.caravan.call.VendorFailure.InDoubt;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.call.VendorRoutes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However odd an answer is, a call ends, in time and within bounds, and says how. */
@Timeout(60)
class OddAnswersTest {
  static Stream<OddAnswer> all() {
    return Stream.concat(OddHttp.all().stream(), OddJson.all().stream());
  }

  @ParameterizedTest
  @MethodSource("all")
  void ends_as_the_table_says(OddAnswer answer) throws IOException {
    try (OddServer server = new OddServer(answer);
        VendorRoutes routes =
            VendorRoutes.against(
                URI.create("http://127.0.0.1:1"),
                server.url(),
                setup -> {
                  setup.retries = 1;
                  setup.deadline = Duration.ofMillis(600);
                  setup.atera.put("read-timeout", "300ms");
                  setup.atera.put("max-answer", "1024KiB");
                })) {
      String url = server.url() + "/x";
      Exchange write = routes.call("atera-write", "atera", "POST", url, "{}");
      Exchange read = routes.call("atera-read", "atera", "GET", url, null);
      assertThat(end(read, true) + " / " + end(write, false))
          .as("%s; %s", read.getException(), write.getException())
          .isEqualTo(answer.read() + " / " + answer.write());
      assertThat(server.writtenEach()).isLessThan(8L << 20);
    }
  }

  /** The page of the documentation that counts them is made of the table. */
  @Test
  void the_documentation_says_how_many_there_are_and_how_they_end() throws IOException {
    Map<String, int[]> counts = new LinkedHashMap<>();
    List<String> ends =
        List.of(OddAnswer.ANSWER, OddAnswer.UNREADABLE, OddAnswer.DOUBT, OddAnswer.REFUSED);
    for (OddAnswer answer : all().toList()) {
      int[] kind = counts.computeIfAbsent(answer.kind(), name -> new int[8]);
      kind[ends.indexOf(answer.read())]++;
      kind[4 + ends.indexOf(answer.write())]++;
    }
    String page = Files.readString(Path.of("docs/reliability.md"));
    assertThat(page)
        .contains(
            counts.entrySet().stream().map(kind -> row(kind.getKey(), kind.getValue())).toList());
  }

  private static String row(String kind, int[] counts) {
    return "| %s | %d | %s |"
        .formatted(
            kind,
            Arrays.stream(counts).limit(4).sum(),
            Arrays.stream(counts)
                .mapToObj(n -> n == 0 ? "" : Integer.toString(n))
                .collect(Collectors.joining(" | ")));
  }

  /** What is read must be JSON; what is written is answered by anything. */
  private static String end(Exchange call, boolean json) {
    Exception failure = call.getException();
    if (failure == null && json) {
      try {
        Answers.tree(call);
      } catch (Unreadable unreadable) {
        failure = unreadable;
      }
    }
    if (failure == null) {
      return OddAnswer.ANSWER;
    }
    assertThat(failure).isInstanceOf(VendorFailure.class);
    assertThat(failure.getMessage()).hasSizeLessThan(3_100).doesNotContainPattern("\\p{Cc}");
    return failure instanceof InDoubt
        ? OddAnswer.DOUBT
        : failure instanceof Unreadable ? OddAnswer.UNREADABLE : OddAnswer.REFUSED;
  }
}
