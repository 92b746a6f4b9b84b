package dev.caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.config.Placeholders.Resolution;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final Set<String> KNOWN = Set.of("platform", "prefix", "empty", "datto.url");

  @Test
  void resolves_keys_within_keys() {
    Map<String, String> raw =
        Map.of(
            "url", "https://{{host}}/{{empty:api}}",
            "host", "{{{{prefix}}.name}}.example",
            "prefix", "datto",
            "datto.name", "merlot");

    assertThat(resolve(raw, "url")).isEqualTo(new Resolution.Value("https://merlot.example/api"));
  }

  @Test
  void has_no_value_where_it_refers_to_a_key_without_one() {
    assertThat(resolve(Map.of("url", "https://{{platform}}"), "url"))
        .isEqualTo(new Resolution.Absent("platform"));
    assertThat(resolve(Map.of("url", "https://h{{?platform}}"), "url"))
        .isEqualTo(new Resolution.Value("https://h"));
  }

  @Test
  void suggests_the_key_that_a_wrong_reference_meant() {
    assertThat(resolve(Map.of("url", "https://{{platfrom}}"), "url"))
        .isEqualTo(
            new Resolution.Wrong(
                "refers to {{platfrom}}, which is not a key", "did you mean {{platform}}?"));
  }

  @Test
  void finds_a_circle() {
    assertThat(resolve(Map.of("a", "{{b}}", "b", "x{{c}}", "c", "{{a}}"), "a"))
        .isEqualTo(
            new Resolution.Wrong(
                "refers to itself: a -> b -> c -> a", "give one of them a plain value"));
  }

  @Test
  void reads_the_environment_by_name() {
    assertThat(resolve(Map.of("a", "{{env:REGION}}-{{env:ZONE:b}}"), "a"))
        .isEqualTo(new Resolution.Value("eu-b"));
    assertThat(resolve(Map.of("a", "{{env:ZONE}}"), "a"))
        .isEqualTo(new Resolution.Wrong("refers to {{env:ZONE}}, which is not set", ""));
  }

  @Test
  void leaves_single_braces_and_unclosed_ones_as_they_are() {
    assertThat(resolve(Map.of("a", "p{{w}x}}y{{"), "a")).isInstanceOf(Resolution.Wrong.class);
    assertThat(resolve(Map.of("a", "p{w}}x{{y"), "a")).isEqualTo(new Resolution.Value("p{w}}x{{y"));
  }

  private static Resolution resolve(Map<String, String> raw, String key) {
    return new Placeholders(
            name -> Optional.ofNullable(raw.get(name)), KNOWN, Map.of("REGION", "eu\n"))
        .resolve(key);
  }
}
