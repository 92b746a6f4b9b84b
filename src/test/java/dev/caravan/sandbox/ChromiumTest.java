package dev.caravan.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ChromiumTest {
  private static final String SENTENCE = "install Chromium";

  @Test
  void without_one_the_tests_of_pages_are_skipped_and_say_what_to_install(@TempDir Path nothing) {
    assertThatThrownBy(() -> Chromium.require(Map.of("PATH", nothing.toString())))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(SENTENCE);
  }

  @Test
  void where_everything_must_run_that_is_a_failure(@TempDir Path nothing) {
    assertThatThrownBy(() -> Chromium.require(Map.of("PATH", nothing.toString(), "CI", "true")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(SENTENCE);
  }
}
