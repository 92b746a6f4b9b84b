package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every text that a vendor may write. */
class TextPropertiesTest {
  /** Any UTF-16 units, halves of characters among them, and those that do most in a terminal. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> units =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.chars().range('\0', '\u00ff')),
            Tuple.of(1, Arbitraries.chars().range('\u2000', '\u206f')),
            Tuple.of(1, Arbitraries.chars().range('\ud800', '\udfff')),
            Tuple.of(1, Arbitraries.chars().all()));
    return units.array(char[].class).ofMaxSize(24).map(String::new);
  }

  /** Texts of whole characters, many of two units. */
  @Provide
  Arbitrary<String> wholeTexts() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(point -> point < 0xD800 || point > 0xDFFF)
        .list()
        .ofMaxSize(24)
        .map(points -> points.stream().map(Character::toString).collect(Collectors.joining()));
  }

  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }

  @Property(seed = "11", tries = 5_000)
  void a_line_is_printable_once_and_for_all(@ForAll("texts") String text) {
    String line = PrintableText.line(text);
    assertThat(line)
        .doesNotContainPattern("[\\p{Cc}\\p{Cs}\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");
    assertThat(PrintableText.line(line)).isEqualTo(line);
  }

  @Property(seed = "12", tries = 2_000)
  void lines_are_lines_with_their_breaks(@ForAll("texts") String text) {
    String lines = PrintableText.lines(text);
    assertThat(lines).doesNotContainPattern("[\\p{Cc}&&[^\\n\\t]]");
    assertThat(PrintableText.lines(lines)).isEqualTo(lines);
    assertThat(lines.chars().filter(unit -> unit == '\n').count())
        .isEqualTo(text.chars().filter(unit -> unit == '\n').count());
  }

  @Property(seed = "13", tries = 2_000)
  void a_text_is_cut_between_characters(
      @ForAll("wholeTexts") String text, @ForAll @IntRange(max = 24) int length) {
    String cut = PrintableText.atMost(length, text);
    assertThat(cut).matches(TextPropertiesTest::isWhole);
    assertThat(cut.length()).isLessThanOrEqualTo(Math.max(text.length(), length + 1));
    if (text.length() <= length) {
      assertThat(cut).isEqualTo(text);
    } else {
      assertThat(cut).endsWith("…");
      assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
      assertThat(cut.length()).isBetween(length, length + 1);
    }
  }

  @Property(seed = "14", tries = 2_000)
  void what_an_address_says_is_what_was_meant(@ForAll("wholeTexts") String text) {
    assertThat(UrlText.encoded(text)).matches("([A-Za-z0-9._*-]|%[0-9A-F]{2})*");
    assertThat(UrlText.decoded(UrlText.encoded(text))).isEqualTo(text);
    assertThat(UrlText.decodedForm(UrlText.form(text))).isEqualTo(text);
  }

  /** Addresses as a vendor may write them. */
  @Provide
  Arbitrary<UrlQuery> queries() {
    Arbitrary<String> part =
        Arbitraries.strings()
            .withChars("ab%2=&+?#/ü.")
            .ofMaxLength(8)
            .map(it -> it.replace("&", ""));
    return part.list()
        .ofMaxSize(5)
        .map(parts -> UrlQuery.of("http://a.example/b?" + String.join("&", parts)));
  }

  @Property(seed = "15", tries = 2_000)
  void a_query_keeps_what_nobody_changes_to_the_letter(
      @ForAll("queries") UrlQuery query, @ForAll("wholeTexts") String value) {
    assertThat(UrlQuery.of(query.toString())).isEqualTo(query);
    String encoded = UrlText.encoded(value);
    UrlQuery changed = query.with("page", encoded);
    assertThat(changed.value("page")).contains(encoded);
    assertThat(changed.pairs()).containsAll(query.pairs());
    assertThat(changed.withMissing(query.pairs())).isEqualTo(changed);
    assertThat(changed.with("page", encoded)).isEqualTo(changed);
    List<String> turned = new ArrayList<>(changed.pairs());
    Collections.reverse(turned);
    assertThat(new UrlQuery(changed.base(), turned).canonical()).isEqualTo(changed.canonical());
  }

  @Property(seed = "16", tries = 5_000)
  void a_moment_is_written_as_java_writes_it_and_read_as_it_was(
      @ForAll @LongRange(min = -400_000_000_000_000L, max = 400_000_000_000_000L) long millis,
      @ForAll @IntRange(max = 2) int nanos) {
    Instant moment = Instant.ofEpochMilli(millis).plusNanos(nanos);
    assertThat(Instants.text(moment)).isEqualTo(moment.toString());
    assertThat(Instants.ofIso(Instants.text(moment))).isEqualTo(moment);
  }

  /** A secret that no text of this test holds by chance, and a text around it. */
  @Provide
  Arbitrary<List<String>> secretsInTexts() {
    Arbitrary<String> secret =
        Arbitraries.strings()
            .withCharRange('!', ')')
            .withCharRange('+', '~')
            .ofMinLength(4)
            .ofMaxLength(20)
            .map(it -> "s3" + it);
    return Combinators.combine(secret, wholeTexts(), wholeTexts())
        .as((one, before, after) -> List.of(one, before, after));
  }

  @Property(seed = "17", tries = 5_000)
  void no_text_around_a_secret_shows_it(@ForAll("secretsInTexts") List<String> parts) {
    String secret = parts.get(0);
    String text = parts.get(1) + secret + parts.get(2);
    String clean = Redaction.of(Set.of(secret)).clean(text);
    assertThat(clean).contains("***").doesNotContain(secret);
    assertThat(Redaction.of(Set.of(secret)).clean(UrlText.encoded(text)))
        .doesNotContain(UrlText.encoded(secret));
  }
}
