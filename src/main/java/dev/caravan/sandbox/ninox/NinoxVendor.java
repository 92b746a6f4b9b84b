package dev.caravan.sandbox.ninox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.sandbox.ninox.DatabaseTable.Selection;
import dev.caravan.sandbox.ninox.DatabaseTable.Write;
import dev.caravan.sandbox.ninox.TableRow.View;
import dev.caravan.sandbox.wire.Admission;
import dev.caravan.sandbox.wire.Json;
import dev.caravan.sandbox.wire.Reply;
import dev.caravan.sandbox.wire.Request;
import dev.caravan.sandbox.wire.RollingWindow;
import dev.caravan.sandbox.wire.Router;
import dev.caravan.sandbox.wire.SimulatedAccount;
import dev.caravan.sandbox.wire.VendorPage;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One simulated Ninox team with one database. Thread-safe. */
public final class NinoxVendor extends SimulatedAccount<NinoxSettings> {
  private static final String DATABASES = "/v1/teams/{team}/databases";
  private static final String DATABASE = DATABASES + "/{database}";
  private static final String TABLE = DATABASE + "/tables/{table}";
  private static final String RECORDS = TABLE + "/records";

  private final Records.Errors errors = new Records.Errors(switches::get);
  private final Records records = new Records(switches::get, errors);
  private final RollingWindow window =
      window("requests", NinoxSettings::requestLimit, NinoxSettings::windowMs);
  private final Map<YearMonth, AtomicLong> months = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();
  private final Map<String, DatabaseTable> tables = new LinkedHashMap<>();

  public NinoxVendor(String prefix, InstantSource clock) {
    super(prefix, clock, NinoxSettings.defaults());
    start();
    router.get("/v1/teams", (r, p) -> List.of(team()));
    router.get("/v1/teams/{team}", inTeam(this::team));
    router.get(DATABASES, inTeam(() -> List.of(database())));
    router.get(DATABASE, inDatabase(this::described));
    router.get(DATABASE + "/schema", inDatabase(() -> described().path("schema")));
    router.get(DATABASE + "/tables", inDatabase(this::schemas));
    router.get(TABLE, (r, p) -> table(p).schema());
    router.get(RECORDS, (r, p) -> records.list(table(p), r));
    router.post(RECORDS, (r, p) -> records.post(table(p), r));
    router.post(TABLE + "/record", (r, p) -> records.lookUp(table(p), r));
    router.get(RECORDS + "/{id}", (r, p) -> records.one(table(p), r, p.get(3)));
    router.put(RECORDS + "/{id}", (r, p) -> records.put(table(p), r, p.get(3)));
    router.delete(RECORDS + "/{id}", (r, p) -> records.delete(table(p), p.get(3)));
    new NinoxControl(this).routes(controls);
  }

  @Override
  public Admission admit(Request request) {
    String token = request.header("authorization").orElse("");
    if (!token.equals("Bearer " + switches.get().token())) {
      return Admission.refused(errors.reply(401, "Unauthorized"));
    }
    long calls = month().incrementAndGet();
    long most = switches.get().monthlyCalls();
    if (most > 0 && calls > most) {
      return Admission.refused(errors.reply(429, "The API calls of this month are used up"));
    }
    return window.arrive().admitted()
        ? Admission.granted()
        : Admission.refused(errors.reply(429, "Too many requests"));
  }

  @Override
  protected Reply notFound(Request request) {
    return errors.reply(404, "Not found");
  }

  /** A person writes a row in the table that is listed, or deletes its first one. */
  @Override
  public void moveRows(Request request, boolean insert) {
    String[] parts = request.path().split("/");
    for (DatabaseTable table : parts.length > 7 ? tables() : List.<DatabaseTable>of()) {
      if (table.isCalled(parts[7]) && insert) {
        table.write(List.of(new Write(null, false, Map.of())));
      } else if (table.isCalled(parts[7])) {
        table.list(Selection.ALL, View.NAMES, 1).forEach(row -> table.delete(id(row)));
      }
    }
  }

  /** The rows of a table (id or name) as a list without parameters shows them. */
  public List<ObjectNode> rows(String table) {
    return table(table).list(Selection.ALL, View.NAMES, Long.MAX_VALUE);
  }

  /** The latest rows of a table, the newest first. */
  public List<ObjectNode> newestRows(String table, int most) {
    Selection newest = new Selection(0, -1, false, true, null, false, Map.of());
    return table(table).list(newest, View.NAMES, most);
  }

  /** The tables as {@code GET tables} describes them. */
  public List<ObjectNode> schemas() {
    return tables().stream().map(DatabaseTable::schema).toList();
  }

  public int size(String table) {
    return table(table).size();
  }

  /** A person writes a row; its id. */
  public long addRow(String table, Map<String, ?> fields) {
    return write(table, Json.object().<ObjectNode>set("fields", Json.tree(fields)));
  }

  /** A person edits a row. */
  public void editRow(String table, long id, Map<String, ?> fields) {
    write(table, Json.object().put("id", id).<ObjectNode>set("fields", Json.tree(fields)));
  }

  public boolean deleteRow(String table, long id) {
    return table(table).delete(id);
  }

  /** Every row goes, the columns stay. */
  public void clear(String table) {
    table(table).clear();
  }

  public void addField(String table, Field field) {
    table(table).addField(field);
  }

  public boolean removeField(String table, String field) {
    return table(table).removeField(field);
  }

  /** A further table; its id. */
  public String addTable(String name, List<Field> fields) {
    synchronized (tables) {
      String id = StarterTables.id(tables.size());
      tables.put(id, new DatabaseTable(id, name, fields, clock, sequence));
      return id;
    }
  }

  /** A further table with the columns of another one; its id. */
  public String addTable(String name, String like) {
    return addTable(name, table(like).fields());
  }

  /** The calls of this calendar month (UTC), refused ones with a good token included. */
  public long callsThisMonth() {
    return month().get();
  }

  @Override
  public ObjectNode counts() {
    ObjectNode counts = Json.object().put("callsThisMonth", callsThisMonth());
    ObjectNode rows = counts.putObject("rows");
    tables().forEach(table -> rows.put(table.name(), table.size()));
    return counts;
  }

  @Override
  public List<VendorPage> pages() {
    return List.of(new VendorPage("/tables", "Ninox tables", new TablesPage(this)));
  }

  @Override
  protected void clear() {
    months.clear();
    start();
  }

  List<DatabaseTable> tables() {
    synchronized (tables) {
      return List.copyOf(tables.values());
    }
  }

  private void start() {
    synchronized (tables) {
      tables.clear();
    }
    StarterTables.tables().forEach(this::addTable);
  }

  private long write(String table, ObjectNode item) {
    Request request = new Request("POST", "/", "", Map.of(), Map.of(), Json.bytes(item), "");
    return id(Json.readObject(records.post(table(table), request).body()));
  }

  private static long id(ObjectNode row) {
    return row.path("id").asLong();
  }

  private AtomicLong month() {
    YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    return months.computeIfAbsent(month, key -> new AtomicLong());
  }

  private ObjectNode team() {
    NinoxSettings now = switches.get();
    return Json.object().put("id", now.teamId()).put("name", now.teamName());
  }

  private ObjectNode database() {
    NinoxSettings now = switches.get();
    return Json.object().put("id", now.databaseId()).put("name", now.databaseName());
  }

  private ObjectNode described() {
    ObjectNode json = Json.object();
    json.putObject("settings").put("name", switches.get().databaseName());
    ObjectNode types = json.putObject("schema").putObject("types");
    for (DatabaseTable table : tables()) {
      ObjectNode type = types.putObject(table.id()).put("caption", table.name());
      ObjectNode fields = type.putObject("fields");
      for (var field : table.schema().path("fields")) {
        fields
            .putObject(field.path("id").asText())
            .put("base", field.path("type").asText())
            .put("caption", field.path("name").asText());
      }
    }
    return json;
  }

  private DatabaseTable table(String word) {
    return find(word).orElseThrow(() -> new IllegalArgumentException("no table " + word));
  }

  private Optional<DatabaseTable> find(String word) {
    return tables().stream().filter(table -> table.isCalled(word)).findFirst();
  }

  private DatabaseTable table(List<String> parts) {
    requireDatabase(parts);
    return find(parts.get(2)).orElseThrow(() -> errors.missing("Table " + parts.get(2)));
  }

  private Router.Handler inTeam(Supplier<Object> answer) {
    return (request, parts) -> {
      requireTeam(parts);
      return answer.get();
    };
  }

  private Router.Handler inDatabase(Supplier<Object> answer) {
    return (request, parts) -> {
      requireDatabase(parts);
      return answer.get();
    };
  }

  private void requireTeam(List<String> parts) {
    if (!parts.get(0).equals(switches.get().teamId())) {
      throw errors.missing("Team " + parts.get(0));
    }
  }

  private void requireDatabase(List<String> parts) {
    requireTeam(parts);
    String word = parts.get(1);
    NinoxSettings now = switches.get();
    if (!word.equals(now.databaseId()) && !word.equals(now.databaseName())) {
      throw errors.missing("Database " + word);
    }
  }
}
