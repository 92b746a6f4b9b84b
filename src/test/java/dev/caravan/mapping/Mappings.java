package dev.caravan.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.vendor.Key;
import dev.caravan.vendor.RouteFolders;
import dev.caravan.vendor.Vendor;
import dev.caravan.vendor.Vendors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.Scope;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Runs the shipped mapping files through Camel's jq language, with the scope of the project. */
public final class Mappings implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Map<String, Object> VARIABLES =
      Map.of(
          "account", "datto",
          "sync", "datto-alerts-to-atera-tickets",
          "endUserId", "128",
          "hasContacts", "true");

  private final CamelContext context = new DefaultCamelContext();
  private final Map<String, Expression> compiled = new HashMap<>();

  public Mappings() {
    context.getRegistry().bind("jqScope", scope(Mappings::contact, settings()));
    context.start();
  }

  /** A scope as a process has it, with the shipped vendors and functions. */
  public static Scope scope(ContactBook contacts, AccountSettings settings) {
    RouteFolders routes = RouteFolders.of(Path.of("routes"));
    Vendors vendors = Vendors.in(routes);
    return JqScope.create(
        contacts,
        settings,
        id -> vendors.find(id).map(Vendor::name).orElse(id),
        routes.files(FunctionFiles.GLOB));
  }

  /** Those that the folder of the account's vendor says by default; there is one of each vendor. */
  private static AccountSettings settings() {
    Map<String, Vendor> byAccount =
        Vendors.in(RouteFolders.of(Path.of("routes"))).all().stream()
            .collect(Collectors.toMap(Vendor::account, vendor -> vendor));
    return (account, key) ->
        Optional.ofNullable(byAccount.get(account)).stream()
            .flatMap(vendor -> vendor.keys().stream())
            .filter(known -> known.name().equals(key) && !known.isSecret())
            .findFirst()
            .flatMap(Key::fallback);
  }

  private static OptionalLong contact(String sync, JsonNode site) {
    return sync.equals("datto-alerts-to-atera-tickets")
            && site.path("name").asText().equals("Voorbeeld Klant B.V.")
        ? OptionalLong.of(4711)
        : OptionalLong.empty();
  }

  public JsonNode map(String mapping, JsonNode page) {
    return map(mapping, page, VARIABLES);
  }

  public JsonNode map(String mapping, JsonNode page, Map<String, ?> variables) {
    return evaluate("resource:file:" + file(mapping), page, variables);
  }

  /** Where a mapping stands: its names are unique among all folders. */
  static Path file(String mapping) {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      return files.filter(file -> file.endsWith(mapping + ".jq")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Evaluates jq text, or a file as Camel names it. */
  JsonNode evaluate(String jq, JsonNode input, Map<String, ?> variables) {
    Exchange exchange = new DefaultExchange(context);
    variables.forEach(exchange::setVariable);
    exchange.getMessage().setBody(input);
    return compiled
        .computeIfAbsent(jq, text -> context.resolveLanguage("jq").createExpression(text))
        .evaluate(exchange, JsonNode.class);
  }

  @Override
  public void close() {
    context.stop();
  }
}
