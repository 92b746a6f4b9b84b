package dev.caravan.paging;

import dev.caravan.account.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a vendor pages: a bean that its file declares once and the loops of its listings name. Paths
 * lead to members of an answer, such as {@code pageDetails.totalCount}; the first of several,
 * {@code a|b}, that is there counts; a dot is the whole answer. Not changed once its routes run.
 */
public final class Paging {
  private final Map<String, String> values = new HashMap<>();
  private String kind = "";

  /** Either {@code page-number}, {@code cursor} or {@code next-link}. */
  public void setKind(String kind) {
    if (!List.of("page-number", "cursor", "next-link").contains(kind)) {
      throw new IllegalArgumentException("There is no kind of paging '" + kind + "'");
    }
    this.kind = kind;
  }

  /** The path of a page's records, where the variable {@code collection} leads to none. */
  public void setRecords(String path) {
    set("records", path);
  }

  /**
   * The members of a record, with commas between them, that are objects of hundreds of members of
   * which most are null: a null in them is left out, which is the same to a mapping.
   */
  public void setSparse(String members) {
    set("sparse", members);
  }

  /** The path of the number of all records. */
  public void setTotal(String path) {
    set("total", path);
  }

  /** For page-number and next-link, the query parameter with the page's number; else page. */
  public void setNumber(String parameter) {
    set("number", parameter);
  }

  /** For page-number, the number of the first page; else 1. */
  public void setFirst(String number) {
    set("first", number);
  }

  /** For page-number, the query parameter with the most records of a page; else pageSize. */
  public void setSize(String parameter) {
    set("size", parameter);
  }

  /** For page-number, the path of the number that the server says it answers. */
  public void setEcho(String path) {
    set("echo", path);
  }

  /**
   * For page-number, the path of the number of pages; with neither pages nor more a short page is
   * the last.
   */
  public void setPages(String path) {
    set("pages", path);
  }

  /** For page-number and cursor, the path of a flag or link: whether there is a next page. */
  public void setMore(String path) {
    set("more", path);
  }

  /** For page-number, the member that tells a record from all others, if a page may come again. */
  public void setRow(String member) {
    set("row", member);
  }

  /** For cursor, the query parameter, or the member of the body, that takes the cursor. */
  public void setParameter(String name) {
    set("parameter", name);
  }

  /** For cursor, {@code body}, where it travels in the body of a POST. */
  public void setIn(String where) {
    set("in", where);
  }

  /** The body of the first request where the cursor travels in it and who asks has none. */
  public void setBody(String json) {
    set("body", json);
  }

  /** For cursor, the path of the next one, or {@code last:id}, a member of the last record. */
  public void setFrom(String path) {
    set("from", path);
  }

  /** For cursor, {@code increase} or {@code decrease}, where the last record's number does. */
  public void setMust(String direction) {
    set("must", direction);
  }

  /** For cursor, the path of what moves on, where the cursor itself stays the same. */
  public void setPosition(String path) {
    set("position", path);
  }

  /** For next-link, the path of the link, absolute or relative; lost filters are added again. */
  public void setLink(String path) {
    set("link", path);
  }

  private void set(String name, String value) {
    values.put(name, value.strip());
  }

  PagingOptions options() {
    return new PagingOptions(values);
  }

  Paginator paginator(Account account) {
    return Paginator.of(kind, options(), account);
  }
}
