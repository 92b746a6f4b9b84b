package dev.caravan.sandbox.ninox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a fresh database: those of the shipped syncs. */
final class StarterTables {
  /**
   * Name, type, and the captions of a choice; the last ones are what people add to such a table.
   */
  private static final String DEVICES =
      """
      Name string
      ExternalRef string
      Site string
      Source string
      Kind choice server laptop desktop printer hypervisor network
      OS string
      Online boolean
      LastSeen timestamp
      IP string
      Serial string
      Manufacturer string
      Model string
      User string
      PatchStatus string
      Antivirus string
      Removed date
      Notes string
      Label fn
      Tickets rev
      """;

  private static final String TICKETS =
      """
      Number number
      ExternalRef string
      Title string
      Status string
      Priority string
      Type string
      Customer string
      Contact string
      Technician string
      CreatedAt timestamp
      ResolvedAt timestamp
      """;

  private static final String REQUESTS =
      """
      Title string
      Description string
      Priority choice Low Medium High Critical
      Status choice New In_progress Done
      """;

  private StarterTables() {}

  /** Table names with their columns; ids are A, B, C … in this order. */
  static Map<String, List<Field>> tables() {
    Map<String, List<Field>> tables = new LinkedHashMap<>();
    tables.put("Devices", fields(DEVICES));
    tables.put("Tickets", fields(TICKETS));
    tables.put("Requests", fields(REQUESTS));
    return tables;
  }

  private static List<Field> fields(String lines) {
    List<Field> fields = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String[] words = line.split(" ");
      String[] captions =
          Arrays.stream(words).skip(2).map(word -> word.replace('_', ' ')).toArray(String[]::new);
      fields.add(Field.of(id(fields.size()), words[0], words[1], captions));
    }
    return fields;
  }

  /** A to Z, then A1, B1 …: the form of Ninox's own ids. */
  static String id(int n) {
    return (char) ('A' + n % 26) + (n < 26 ? "" : String.valueOf(n / 26));
  }
}
