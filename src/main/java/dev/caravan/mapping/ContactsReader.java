package dev.caravan.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one table of contacts and collects what is wrong with it. Used once, by one thread. */
final class ContactsReader {
  private record CsvRow(int line, List<String> cells) {
    String cell(int index) {
      return index < cells.size() ? cells.get(index).strip() : "";
    }
  }

  private record SiteContact(int line, String site, long id) {}

  private static final String SITE = "site";
  private static final String END_USER_ID = "end_user_id";

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, SiteContact> contacts = new HashMap<>();
  private int siteColumn = 0;
  private int contactColumn = 1;
  private boolean headed = false;

  ContactsReader(Path file) {
    this.file = file;
  }

  Contacts read() {
    List<CsvRow> rows = rows(text());
    if (!rows.isEmpty() && isHeading(rows.get(0))) {
      takeHeading(rows.remove(0));
    }
    rows.forEach(this::take);
    if (!problems.isEmpty()) {
      throw new ContactsException(problems);
    }
    Map<String, Long> table = new HashMap<>();
    contacts.values().forEach(contact -> table.put(contact.site(), contact.id()));
    return new Contacts(table);
  }

  private String text() {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      problems.add(
          "%s does not exist; create it with the columns site,end_user_id, or correct its path"
              .formatted(file));
    } catch (CharacterCodingException e) {
      problems.add("%s is not UTF-8 text; save it as \"CSV UTF-8\"".formatted(file));
    } catch (IOException e) {
      problems.add("%s cannot be read (%s); check its permissions".formatted(file, e));
    }
    throw new ContactsException(problems);
  }

  private List<CsvRow> rows(String text) {
    List<CsvRow> rows = new ArrayList<>();
    CsvFactory csv =
        CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    try (CsvParser parser = csv.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        List<String> cells = new ArrayList<>();
        int line = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          line = line == 0 ? parser.currentTokenLocation().getLineNr() : line;
          cells.add(parser.getText());
        }
        if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
          rows.add(new CsvRow(line, cells));
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      problem(line, "is not CSV (%s)".formatted(e.getOriginalMessage()), "check its quotes");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return rows;
  }

  /** Only a row that has both names: a first row with a mistake must not pass for a heading. */
  private static boolean isHeading(CsvRow row) {
    List<String> names = names(row);
    return names.contains(SITE) && names.contains(END_USER_ID);
  }

  private void takeHeading(CsvRow row) {
    siteColumn = names(row).indexOf(SITE);
    contactColumn = names(row).indexOf(END_USER_ID);
    headed = true;
  }

  private static List<String> names(CsvRow row) {
    return row.cells().stream().map(Contacts::normal).toList();
  }

  private void take(CsvRow row) {
    String site = row.cell(siteColumn);
    String contact = row.cell(contactColumn);
    if (row.cells().size() == 1 && site.contains(";")) {
      problem(row.line(), "is separated by semicolons", "separate the columns by commas");
    } else if (!headed && row.cells().size() != 2) {
      problem(
          row.line(),
          "has %d columns instead of site,end_user_id".formatted(row.cells().size()),
          "put a name that contains a comma in double quotes, or begin the file with a heading");
    } else if (site.isEmpty()) {
      problem(row.line(), "names no site", "write the name or uid of the site, or remove the row");
    } else if (!contact.matches("[0-9]{1,18}") || Long.parseLong(contact) == 0) {
      problem(
          row.line(),
          "has '%s' for the contact of site '%s'".formatted(contact, site),
          "write the numeric id of the contact");
    } else {
      put(row.line(), site, Long.parseLong(contact));
    }
  }

  private void put(int line, String site, long id) {
    SiteContact before =
        contacts.putIfAbsent(Contacts.normal(site), new SiteContact(line, site, id));
    if (before != null && before.id() != id) {
      problem(
          line,
          "gives site '%s' contact %d, but line %d gives it %d"
              .formatted(site, id, before.line(), before.id()),
          "keep one of the two");
    }
  }

  private void problem(int line, String what, String remedy) {
    problems.add("%s line %d %s; %s".formatted(file, line, what, remedy));
  }
}
