package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.Splice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The truth about the tables and what people do to them, below {@code /control/ninox}. */
final class NinoxControl {
  private static final String ROWS = "/tables/{table}/rows";

  private final NinoxVendor ninox;

  NinoxControl(NinoxVendor ninox) {
    this.ninox = ninox;
  }

  void routes(Router router) {
    router.on("GET", "/tables", (r, p) -> Reply.json(200, tables()));
    router.on("POST", "/tables", (r, p) -> add(Json.readObject(r.body())));
    router.on("POST", "/tables/{table}/fields", (r, p) -> addField(p.get(0), r));
    router.on("DELETE", "/tables/{table}/fields/{field}", (r, p) -> removeField(p));
    router.on("GET", ROWS, (r, p) -> rows(p.get(0), r));
    router.on("POST", ROWS, (r, p) -> addRow(p.get(0), Json.readObject(r.body())));
    router.on("DELETE", ROWS, (r, p) -> clear(p.get(0)));
    router.on("POST", ROWS + "/{id}", (r, p) -> edit(p, Json.readObject(r.body())));
    router.on("DELETE", ROWS + "/{id}", (r, p) -> delete(p));
  }

  private List<ObjectNode> tables() {
    return ninox.tables().stream().map(table -> table.schema().put("rows", table.size())).toList();
  }

  private Reply add(ObjectNode body) {
    List<Field> fields = new ArrayList<>();
    for (var field : body.path("fields")) {
      fields.add(Json.as(field, Field.class));
    }
    String id = ninox.addTable(body.path("name").asText("Table"), fields);
    return Reply.json(200, Map.of("id", id));
  }

  private Reply addField(String table, Request request) {
    ninox.addField(table, Json.as(Json.readObject(request.body()), Field.class));
    return done(true);
  }

  private Reply removeField(List<String> parts) {
    return done(ninox.removeField(parts.get(0), parts.get(1)));
  }

  private Reply rows(String table, Request request) {
    return Reply.json(
        200, Splice.slice(ninox.rows(table), 0, request.number("limit", Integer.MAX_VALUE)));
  }

  private Reply addRow(String table, ObjectNode fields) {
    return Reply.json(200, Map.of("id", ninox.addRow(table, Json.members(fields))));
  }

  private Reply clear(String table) {
    ninox.clear(table);
    return done(true);
  }

  private Reply edit(List<String> parts, ObjectNode fields) {
    ninox.editRow(parts.get(0), Long.parseLong(parts.get(1)), Json.members(fields));
    return done(true);
  }

  private Reply delete(List<String> parts) {
    return done(ninox.deleteRow(parts.get(0), Long.parseLong(parts.get(1))));
  }

  private static Reply done(boolean done) {
    return done
        ? Reply.json(200, Map.of("done", true))
        : Reply.json(404, Map.of("error", "nothing with that name or id"));
  }
}
