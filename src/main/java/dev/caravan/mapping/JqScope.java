package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caravan.text.Figures;
import dev.caravan.text.Instants;
import dev.caravan.text.Names;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.module.loaders.BuiltinModuleLoader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the scope that every jq expression of Camel runs in. Bind it to the registry, once: Camel
 * takes the only {@link Scope} it finds there as its root, and adds {@code header}, {@code
 * property}, {@code constant}, {@code variable} and {@code body} to it.
 *
 * <p>Functions added to jq, all without side effects:
 *
 * <ul>
 *   <li>{@code instant}: a vendor's moment as ISO-8601 text in UTC; null if it is none
 *   <li>{@code rounded_to_hour}: the same, cut to the hour
 *   <li>{@code text}: any value as one readable line, null if there is nothing to read
 *   <li>{@code decode_html}: text as one readable line
 *   <li>{@code decode_html_lines}: text as readable lines
 *   <li>{@code html_first_line}: the first line of text that may be HTML
 *   <li>{@code fold_case}: the same text for names that are one (case, blanks, form of accents)
 *   <li>{@code hardware_serial}, {@code hardware_name}: text, null if it is a maker's placeholder
 *   <li>{@code vendor_name}: the name for people of a vendor's id
 *   <li>{@code in_words}: {@code diskName} or {@code DISK_NAME} as {@code disk name}
 *   <li>{@code sentence_case}: text with a capital first letter
 *   <li>{@code lower}: text with its capitals from A to Z made small
 *   <li>{@code hide_figures}: {@code 3 of 4 backups} as {@code # of # backups}
 *   <li>{@code replaced($signs)}: text with the values of an object in place of its names
 *   <li>{@code cut_at_word($max)}: at most so many UTF-16 units
 *   <li>{@code without($name)}: an object without one of its members
 *   <li>{@code member($name)}: a member of an object, null of anything else
 *   <li>{@code shaped($shape)}: an object of that shape, with the value of a member in place of its
 *       name, or of an array of names that lead to it; without those whose name has a question mark
 *       and that are not there
 *   <li>{@code texts($shape)}: the same with the {@code text} of each
 *   <li>{@code boolean}: true and false as they are, null for anything else
 *   <li>{@code truth}: the same for those written as texts or as 1 and 0, too
 *   <li>{@code joined($separator)}: the texts of an array that say something; null if none does
 *   <li>{@code setting($account; $key)}: a setting of an account; null where there is none
 *   <li>{@code end_user_id($sync; $site)}: the contact of a site, null if its table names none
 * </ul>
 *
 * Null stays null in all of them; anything that is not text is an error where text is needed.
 */
public final class JqScope {
  private JqScope() {}

  /**
   * A scope with jq's own functions and ours. May be used by any number of threads.
   *
   * @param vendorNames the name for people of a vendor's id; the id of one that is not known
   * @param functionFiles see {@link FunctionFiles}
   * @throws IllegalStateException if one of them is no such file
   */
  public static Scope create(
      ContactBook contacts,
      AccountSettings settings,
      UnaryOperator<String> vendorNames,
      List<Path> functionFiles) {
    Scope scope = Scope.newEmptyScope();
    scope.setModuleLoader(BuiltinModuleLoader.getInstance());
    // Camel compiles with this version; a registry scope has to bring jq's own functions itself.
    BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
    NativeFunctions.add(scope);
    MemberFunctions.add(scope);
    Replacing.add(scope);
    addMoment(scope, "instant", UnaryOperator.identity());
    // A change within the hour is no news.
    addMoment(scope, "rounded_to_hour", instant -> instant.truncatedTo(ChronoUnit.HOURS));
    scope.addFunction(
        "text",
        0,
        (inner, args, in, path, output, version) -> output.emit(PlainText.node(in), null));
    addReading(
        scope,
        "vendor_name",
        vendor -> {
          String id = PlainText.of(vendor);
          return id == null ? null : vendorNames.apply(id);
        });
    addReading(scope, "hardware_serial", FirmwareText::serial);
    addReading(scope, "hardware_name", FirmwareText::name);
    addText(scope, "decode_html", PlainText::line);
    addText(scope, "decode_html_lines", PlainText::lines);
    addText(scope, "html_first_line", PlainText::firstLineOfHtml);
    addText(scope, "in_words", PlainText::words);
    addText(scope, "fold_case", Names::folded);
    addText(scope, "sentence_case", PlainText::sentenceCase);
    addText(scope, "lower", NativeFunctions::lower);
    addText(scope, "hide_figures", Figures::hidden);
    scope.addFunction(
        "cut_at_word",
        1,
        (inner, args, in, path, output, version) ->
            args.get(0).apply(inner, in, max -> output.emit(cut(in, max), null)));
    scope.addFunction(
        "setting",
        2,
        (inner, args, in, path, output, version) ->
            eachPair(
                inner,
                args,
                in,
                (account, key) ->
                    output.emit(
                        text(settings.of(account.asText(""), key.asText("")).orElse(null)), null)));
    scope.addFunction(
        "end_user_id",
        2,
        (inner, args, in, path, output, version) ->
            eachPair(
                inner, args, in, (sync, site) -> output.emit(contact(contacts, sync, site), null)));
    FunctionFiles.add(scope, functionFiles);
    return scope;
  }

  private static void addMoment(Scope scope, String name, UnaryOperator<Instant> change) {
    scope.addFunction(
        name,
        0,
        (inner, args, in, path, output, version) -> {
          Instant instant = Instants.parse(in);
          output.emit(text(instant == null ? null : Instants.text(change.apply(instant))), null);
        });
  }

  private static void addReading(
      Scope scope, String name, Function<JsonNode, @Nullable String> reading) {
    scope.addFunction(
        name,
        0,
        (inner, args, in, path, output, version) -> output.emit(text(reading.apply(in)), null));
  }

  private static void addText(Scope scope, String name, Function<String, String> change) {
    scope.addFunction(
        name,
        0,
        (inner, args, in, path, output, version) ->
            output.emit(in.isNull() ? in : text(change.apply(textOf(name, in))), null));
  }

  private static JsonNode cut(JsonNode in, JsonNode max) throws JsonQueryException {
    if (!max.canConvertToInt() || max.intValue() < 1) {
      throw new JsonQueryException("cut_at_word($max) needs a number of 1 or more, not " + max);
    }
    return in.isNull() ? in : text(PlainText.cut(textOf("cut_at_word", in), max.intValue()));
  }

  private static JsonNode contact(ContactBook contacts, JsonNode sync, JsonNode site) {
    OptionalLong contact = contacts.endUserId(sync.asText(""), site);
    return contact.isPresent() ? LongNode.valueOf(contact.getAsLong()) : NullNode.getInstance();
  }

  private static String textOf(String function, JsonNode in) throws JsonQueryException {
    if (!in.isTextual()) {
      throw new JsonQueryException(
          "%s needs text, not %s; use tostring before it".formatted(function, in.getNodeType()));
    }
    return in.textValue();
  }

  private static JsonNode text(@Nullable String text) {
    return text == null ? NullNode.getInstance() : TextNode.valueOf(text);
  }

  /** jq calls a function once for each combination of its arguments' values. */
  private static void eachPair(Scope scope, List<Expression> args, JsonNode in, PairOutput output)
      throws JsonQueryException {
    args.get(0)
        .apply(
            scope, in, first -> args.get(1).apply(scope, in, second -> output.emit(first, second)));
  }

  @FunctionalInterface
  private interface PairOutput {
    void emit(JsonNode first, JsonNode second) throws JsonQueryException;
  }
}
