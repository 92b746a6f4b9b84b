package dev.caravan.sandbox.ninox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a fresh database: those of the shipped syncs. */
final class StarterTables {
  private static final String TEXT = "string";

  private StarterTables() {}

  /** Table names with their columns; ids are A, B, C … in this order. */
  static Map<String, List<Field>> tables() {
    Map<String, List<Field>> tables = new LinkedHashMap<>();
    tables.put("Devices", devices());
    tables.put("Tickets", tickets());
    tables.put("Requests", requests());
    return tables;
  }

  private static List<Field> devices() {
    List<Field> fields = new ArrayList<>();
    add(fields, "Name", TEXT);
    add(fields, "ExternalRef", TEXT);
    add(fields, "Site", TEXT);
    add(fields, "Source", TEXT);
    add(
        fields,
        "Kind",
        "choice",
        "server",
        "laptop",
        "desktop",
        "printer",
        "hypervisor",
        "network");
    add(fields, "OS", TEXT);
    add(fields, "Online", "boolean");
    add(fields, "LastSeen", "timestamp");
    for (String name : List.of("IP", "Serial", "Manufacturer", "Model", "User")) {
      add(fields, name, TEXT);
    }
    add(fields, "PatchStatus", TEXT);
    add(fields, "Antivirus", TEXT);
    add(fields, "Removed", "date");
    // What people add to such a table.
    add(fields, "Notes", TEXT);
    add(fields, "Label", "fn");
    add(fields, "Tickets", "rev");
    return fields;
  }

  private static List<Field> tickets() {
    List<Field> fields = new ArrayList<>();
    add(fields, "Number", "number");
    for (String name : List.of("ExternalRef", "Title", "Status", "Priority", "Type")) {
      add(fields, name, TEXT);
    }
    for (String name : List.of("Customer", "Contact", "Technician")) {
      add(fields, name, TEXT);
    }
    add(fields, "CreatedAt", "timestamp");
    add(fields, "ResolvedAt", "timestamp");
    return fields;
  }

  private static List<Field> requests() {
    List<Field> fields = new ArrayList<>();
    add(fields, "Title", TEXT);
    add(fields, "Description", TEXT);
    add(fields, "Priority", "choice", "Low", "Medium", "High", "Critical");
    add(fields, "Status", "choice", "New", "In progress", "Done");
    return fields;
  }

  private static void add(List<Field> fields, String name, String type, String... captions) {
    fields.add(Field.of(id(fields.size()), name, type, captions));
  }

  /** A to Z, then A1, B1 …: the form of Ninox's own ids. */
  static String id(int n) {
    return (char) ('A' + n % 26) + (n < 26 ? "" : String.valueOf(n / 26));
  }
}
