package dev.caravan.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a text, whoever wrote it: those that it knows, however JSON, HTML, addresses
 * and forms write their characters, even one in the other; whatever looks like a token; and the
 * value of what is called a token, a secret or a password. Immutable.
 */
public final class Redaction {
  /** Knows no secret. */
  public static final Redaction NONE = new Redaction(List.of());

  private static final String HIDDEN = "***";

  /** Shorter ones would tear ordinary words apart; no vendor issues secrets that short. */
  private static final int SHORTEST = 4;

  /** A page that quotes an address that quotes a text. */
  private static final int MOST_LAYERS = 3;

  /** The longest way to write a character, as in {@code %255Cu002B}. */
  private static final int LONGEST_ESCAPE = 12;

  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{8,}");
  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{5,}(?:\\.[\\w-]*){0,2}");

  private final List<String> secrets;
  private final List<String> searched;

  private Redaction(Collection<String> secrets) {
    this.secrets = List.copyOf(secrets);
    this.searched =
        secrets.stream().map(DecodedText::searched).filter(it -> !it.isBlank()).toList();
  }

  private record Span(int begin, int end) {}

  public static Redaction of(Collection<String> secrets) {
    return NONE.with(secrets);
  }

  /** One that takes these out as well. */
  public Redaction with(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(secrets);
    for (String secret : more) {
      if (secret.length() >= SHORTEST && !secret.isBlank()) {
        all.add(secret);
      }
    }
    return new Redaction(all);
  }

  /** The text with {@code ***} in place of each secret. */
  public String clean(String text) {
    String clean = secrets.isEmpty() ? text : without(text);
    clean = BEARER.matcher(clean).replaceAll("$1 " + HIDDEN);
    clean = JWT.matcher(clean).replaceAll(HIDDEN);
    return SecretMembers.blot(clean);
  }

  /**
   * The same of the beginning of a text, at a cost that does not grow with the text: what the cut
   * may have left of a secret goes, too.
   *
   * @param most characters that are looked at
   */
  public String cleanHead(String text, int most) {
    if (text.length() <= most) {
      return clean(text);
    }
    int longest = secrets.stream().mapToInt(String::length).max().orElse(0) * LONGEST_ESCAPE;
    String clean = clean(text.substring(0, most));
    return clean.substring(0, Math.max(0, clean.length() - Math.min(longest, most / 2)));
  }

  private String without(String text) {
    List<Span> found = new ArrayList<>();
    DecodedText view = DecodedText.of(text);
    find(view, found);
    for (int layer = 1; layer <= MOST_LAYERS && DecodedText.mayHoldEscapes(text); layer++) {
      view = view.decoded();
      find(view, found);
    }
    return found.isEmpty() ? text : blotted(text, found);
  }

  private void find(DecodedText view, List<Span> found) {
    for (String secret : searched) {
      for (int at = view.find(secret, 0); at >= 0; at = view.find(secret, at + secret.length())) {
        found.add(new Span(view.begin(at), view.end(at + secret.length())));
      }
    }
  }

  private static String blotted(String text, List<Span> spans) {
    spans.sort(Comparator.comparingInt(Span::begin));
    StringBuilder clean = new StringBuilder();
    int shown = 0;
    int hiddenTo = -1;
    for (Span span : spans) {
      if (span.begin() >= hiddenTo) {
        clean.append(text, shown, span.begin()).append(HIDDEN);
        hiddenTo = span.end();
      }
      hiddenTo = Math.max(hiddenTo, span.end());
      shown = hiddenTo;
    }
    return clean.append(text, shown, text.length()).toString();
  }

  /** Never shows them. */
  @Override
  public String toString() {
    return "Redaction of %d secrets".formatted(secrets.size());
  }
}
