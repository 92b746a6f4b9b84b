package dev.caravan.reconcile.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.ledger.Fingerprint;
import dev.caravan.ledger.GroupMember;
import dev.caravan.ledger.Wanted;
import dev.caravan.text.Digest;
import dev.caravan.text.Instants;
import dev.caravan.text.PrintableText;
import dev.caravan.text.Similar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record in the target's own terms, as a mapping emits it: {@code {key, create, update, note,
 * text, close, about}}. Absent members are not supported by the target.
 *
 * @param text what is told of it where its counterpart is another record's
 * @param others the records whose texts its counterpart, which they share, is to be told
 */
public record DesiredRecord(
    String key,
    @Nullable ObjectNode create,
    @Nullable ObjectNode update,
    @Nullable String note,
    @Nullable String text,
    @Nullable ObjectNode close,
    JsonNode about,
    List<GroupMember> others) {
  private static final String NONE = "null";
  private static final String NO_NOTE = Digest.of("");
  private static final int LONGEST_KEY = 500;
  private static final int SHOWN = 40;
  private static final List<String> MEMBERS =
      List.of("key", "create", "update", "note", "close", "about", "text");

  /**
   * @throws UnusableRecord when it is no object, has no key or none that the ledger can hold, or
   *     has a member that would be overlooked, and what it holds be lost
   */
  public static DesiredRecord of(JsonNode node) {
    if (!node.isObject()) {
      throw new UnusableRecord(
          "A mapped record is %s, not an object".formatted(JsonArrays.inWords(node)));
    }
    unknownMember(node)
        .ifPresent(
            what -> {
              throw new UnusableRecord("A mapped record has " + what);
            });
    String key = node.path("key").asText("");
    if (key.isBlank()) {
      throw new UnusableRecord("A mapped record has no key; look at the mapping's key member");
    }
    if (key.length() > LONGEST_KEY) {
      throw new UnusableRecord(
          "A mapped record has a key of %d characters, and the ledger holds %d at most: %s…; look at the mapping's key member"
              .formatted(key.length(), LONGEST_KEY, PrintableText.head(SHOWN, key)));
    }
    return new DesiredRecord(
        key,
        object(node, "create"),
        object(node, "update"),
        text(node, "note"),
        text(node, "text"),
        object(node, "close"),
        object(node, "about") == null ? MissingNode.getInstance() : node.path("about"),
        List.of());
  }

  static Optional<String> unknownMember(JsonNode node) {
    return node.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !MEMBERS.contains(name))
        .findFirst()
        .map(
            name ->
                "the member '%s', which nothing reads: %s"
                    .formatted(
                        name,
                        Similar.to(name, MEMBERS)
                            .map("did you mean %s?"::formatted)
                            .orElse("there are " + String.join(", ", MEMBERS))));
  }

  private static @Nullable String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw wrongType(node, member, "text");
    }
    return value.isTextual() ? value.textValue() : null;
  }

  private static @Nullable ObjectNode object(JsonNode node, String member) {
    JsonNode value = node.path(member);
    if (value instanceof ObjectNode object) {
      return object;
    }
    if (!value.isMissingNode() && !value.isNull()) {
      throw wrongType(node, member, "an object");
    }
    return null;
  }

  private static UnusableRecord wrongType(JsonNode node, String member, String type) {
    return new UnusableRecord(
        "The mapped record %s has %s for '%s', where %s belongs"
            .formatted(
                PrintableText.atMost(SHOWN, node.path("key").asText()),
                JsonArrays.inWords(node.path(member)),
                member,
                type));
  }

  /** The same in the name of several: under another key, with another note, and with the others. */
  public DesiredRecord sharedAs(
      String other, @Nullable String news, List<GroupMember> otherRecords) {
    return new DesiredRecord(other, create, update, news, text, close, about, otherRecords);
  }

  /** The same, with what is to be told of others that share the counterpart. */
  public DesiredRecord besides(DesiredRecord other) {
    List<GroupMember> all = new ArrayList<>(others);
    all.addAll(other.others());
    return new DesiredRecord(key, create, update, note, text, close, about, List.copyOf(all));
  }

  /** The update fields as the ledger keeps them; absent where the target takes no updates. */
  public @Nullable String fields() {
    return update == null ? null : CanonicalJson.of(update);
  }

  public Fingerprint fingerprint() {
    return fingerprint(fields());
  }

  /** The same where {@link #fields} is at hand. */
  public Fingerprint fingerprint(@Nullable String fields) {
    return new Fingerprint(
        Digest.of(fields == null ? NONE : fields), note == null ? NO_NOTE : Digest.of(note));
  }

  /** The fields that close the counterpart as the ledger keeps them; absent where none do. */
  public @Nullable String closing() {
    return close == null ? null : close.toString();
  }

  public Wanted wanted(Fingerprint fingerprint) {
    return new Wanted(fingerprint, closing(), summary(), severity().ordinal(), device());
  }

  /** What it is about, as far as the mapping says it; absent where it is about itself. */
  public @Nullable String device() {
    JsonNode device = about.path("device");
    return device.path("id").asText(device.path("name").asText(null));
  }

  /** Where it belongs, as far as the mapping says it. */
  public String site() {
    JsonNode site = about.path("site");
    return site.path("id").asText(site.path("name").asText(""));
  }

  /** What a plan and a listing show. */
  public String summary() {
    String summary = about.path("summary").asText("");
    return summary.isBlank() ? key : summary;
  }

  /** Whether the record itself says that it is over; it counts as not listed, and as resolved. */
  public boolean isOver() {
    return about.path("over").asBoolean(false);
  }

  /** The canonical severity; the lowest where there is none. */
  public Severity severity() {
    try {
      return Severity.of(about.path("severity").asText("info"));
    } catch (IllegalArgumentException e) {
      return Severity.INFO;
    }
  }

  public @Nullable Instant openedAt() {
    JsonNode openedAt = about.path("openedAt");
    return openedAt.isTextual() ? Instants.ofIso(openedAt.textValue()) : null;
  }
}
