package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Router;
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
    router.get("/tables", (r, p) -> tables());
    router.post("/tables", (r, p) -> Map.of("id", add(r.object())));
    router.post("/tables/{table}/fields", (r, p) -> addField(p.get(0), r.object()));
    router.delete(
        "/tables/{table}/fields/{field}", (r, p) -> ninox.removeField(p.get(0), p.get(1)));
    router.get(ROWS, (r, p) -> r.limited(ninox.rows(p.get(0))));
    router.post(ROWS, (r, p) -> Map.of("id", ninox.addRow(p.get(0), Json.members(r.object()))));
    router.delete(ROWS, (r, p) -> clear(p.get(0)));
    router.post(ROWS + "/{id}", (r, p) -> edit(p, r.object()));
    router.delete(ROWS + "/{id}", (r, p) -> ninox.deleteRow(p.get(0), Long.parseLong(p.get(1))));
  }

  private List<ObjectNode> tables() {
    return ninox.tables().stream().map(table -> table.schema().put("rows", table.size())).toList();
  }

  private String add(ObjectNode body) {
    List<Field> fields = new ArrayList<>();
    body.path("fields").forEach(field -> fields.add(Json.as(field, Field.class)));
    return ninox.addTable(body.path("name").asText("Table"), fields);
  }

  private boolean addField(String table, ObjectNode field) {
    ninox.addField(table, Json.as(field, Field.class));
    return true;
  }

  private boolean clear(String table) {
    ninox.clear(table);
    return true;
  }

  private boolean edit(List<String> parts, ObjectNode fields) {
    ninox.editRow(parts.get(0), Long.parseLong(parts.get(1)), Json.members(fields));
    return true;
  }
}
