package dev.caravan.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a text, whoever wrote it: those that it knows, as they are and as JSON, HTML
 * and an address write them, and whatever looks like a token. Immutable.
 */
public final class Redaction {
  /** Knows no secret. */
  public static final Redaction NONE = new Redaction(Set.of());

  private static final String HIDDEN = "***";

  /** Shorter ones would tear ordinary words apart; no vendor issues secrets that short. */
  private static final int SHORTEST = 4;

  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[\\w.~+/=-]{8,}");
  private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{5,}(?:\\.[\\w-]*){0,2}");
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  /** Longest first: one secret may be a part of another. */
  private final List<String> hidden;

  private Redaction(Set<String> forms) {
    this.hidden =
        forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  public static Redaction of(Collection<String> secrets) {
    return NONE.with(secrets);
  }

  /** One that takes these out as well. */
  public Redaction with(Collection<String> secrets) {
    Set<String> forms = new LinkedHashSet<>(hidden);
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST && !secret.isBlank()) {
        add(forms, secret);
      }
    }
    return new Redaction(forms);
  }

  /** The text with {@code ***} in place of each secret. */
  public String clean(String text) {
    String clean = text;
    for (String form : hidden) {
      clean = clean.replace(form, HIDDEN);
    }
    clean = BEARER.matcher(clean).replaceAll("$1 " + HIDDEN);
    return JWT.matcher(clean).replaceAll(HIDDEN);
  }

  private static void add(Set<String> forms, String secret) {
    forms.add(secret);
    for (String url : List.of(UrlText.encoded(secret), UrlText.form(secret))) {
      forms.add(url);
      forms.add(ESCAPE.matcher(url).replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
    }
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    forms.add(json);
    forms.add(json.replace("/", "\\/"));
    forms.add(ascii(json));
    String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    forms.add(html);
    forms.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
    forms.add(html.replace("\"", "&#34;").replace("'", "&#x27;"));
  }

  /** JSON as some write it, with what is not ASCII, or HTML's own, as {@code \\u0026}. */
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder();
    for (char unit : json.toCharArray()) {
      if (unit > '~' || "<>&'+".indexOf(unit) >= 0) {
        text.append("\\u%04x".formatted((int) unit));
      } else {
        text.append(unit);
      }
    }
    return text.toString();
  }

  /** Never shows them. */
  @Override
  public String toString() {
    return "Redaction of %d forms".formatted(hidden.size());
  }
}
