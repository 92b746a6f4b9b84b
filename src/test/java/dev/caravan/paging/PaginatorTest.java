package dev.caravan.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.caravan.account.Account;
import dev.caravan.text.UrlText;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way of paging that vendors have, in the options that say it. */
class PaginatorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AT = "https://api.example.test/x";
  private static final String ATERA =
      "first=1; records=items; echo=page; pages=totalPages; more=nextLink;"
          + " total=totalItemCount|totalItems";
  private static final String NINOX = "first=0; size=perPage; records=data|results|.; row=id";
  private static final String OPSRAMP =
      "number=pageNo; first=1; size=pageSize; records=results|.; echo=pageNo; pages=totalPages;"
          + " more=nextPage; total=totalResults";
  private static final String NINJA_DEVICES =
      "parameter=after; from=pageInfo.endCursor|last:id; must=increase; more=pageInfo.hasNextPage;"
          + " records=.|results";
  private static final String NINJA_ALERTS =
      "parameter=after; from=pageInfo.endCursor; more=pageInfo.hasNextPage; records=.|results";
  private static final String NINJA_QUERIES =
      "parameter=cursor; from=cursor.name; position=cursor.offset; records=results";
  private static final String NINJA_ACTIVITIES =
      "parameter=olderThan; from=last:id; must=decrease; records=activities";
  private static final String NINJA_BOARDS =
      "parameter=lastCursorId; in=body; from=metadata.lastCursorId; records=data";
  private static final String DATTO = "link=pageDetails.nextPageUrl; total=pageDetails.totalCount";

  @ParameterizedTest(name = "{0} {1} {2} -> {3}")
  @CsvSource(
      delimiter = '!',
      nullValues = "end",
      value = {
        // Atera: totalPages wins over nextLink, which alone tells where there is none.
        "a ! page=1 ! {'items':[{}],'page':1,'totalPages':2} ! page=2",
        "a ! page=2 ! {'items':[{}],'page':2,'totalPages':2,'nextLink':'x'} ! end",
        "a ! itemsInPage=50 ! {'items':[{}],'nextLink':'x'} ! itemsInPage=50&page=2",
        "a ! page=1 ! {'items':[{}],'nextLink':''} ! end",
        "a ! page=1 ! {'items':[{}]} ! end",
        "a ! page=1 ! {'items':[],'totalPages':9} ! end",
        // OpsRamp: a number of pages, a flag, numbers as texts, an empty list.
        "o ! pageNo=1 ! {'results':[{}],'pageNo':1,'totalPages':3,'nextPage':true} ! pageNo=2",
        "o ! pageNo=3 ! {'results':[{}],'pageNo':3,'totalPages':3,'nextPage':false} ! end",
        "o ! pageNo=1 ! {'results':[{}],'totalPages':'2'} ! pageNo=2",
        "o ! pageNo=1 ! {'results':[{}],'nextPage':true} ! pageNo=2",
        "o ! pageNo=1 ! {'results':[{}],'nextPage':false} ! end",
        "o ! pageNo=1 ! {'results':[],'totalPages':0,'nextPage':false} ! end",
        // NinjaOne a: bare arrays by the last id, and the envelope of its help pages.
        "d ! pageSize=2 ! [{'id':3},{'id':7}] ! pageSize=2&after=7",
        "d ! after=7 ! [{'id':8}] ! after=8",
        "d ! after=8 ! [] ! end",
        "d ! a=1 ! {'results':[{'id':1}],'pageInfo':{'hasNextPage':true,'endCursor':'9'}}"
            + " ! a=1&after=9",
        "d ! after=9 ! {'results':[{'id':1}],'pageInfo':{'hasNextPage':false,'endCursor':'10'}}"
            + " ! end",
        "d ! after=x%3D ! {'results':[{'id':1}],'pageInfo':{'hasNextPage':true,'endCursor':'MTA='}}"
            + " ! after=MTA%3D",
        "d ! after=9 ! {'results':[],'pageInfo':{'hasNextPage':true,'endCursor':'MTA='}}"
            + " ! after=MTA%3D",
        "d ! after=9 ! {'results':[],'pageInfo':{'endCursor':'MTA='}} ! end",
        // NinjaOne b: one name for all pages.
        "q ! pageSize=2 ! {'cursor':{'name':'c/1','offset':2},'results':[{}]}"
            + " ! pageSize=2&cursor=c%2F1",
        "q ! cursor=c ! {'cursor':{'name':'c','offset':4},'results':[{}]} ! cursor=c",
        "q ! cursor=c ! {'cursor':{},'results':[{}]} ! end",
        "q ! cursor=c ! {'cursor':{'name':'c','offset':4},'results':[]} ! end",
        // NinjaOne c: backwards in time.
        "v ! pageSize=2 ! {'lastActivityId':9,'activities':[{'id':9},{'id':8}]}"
            + " ! pageSize=2&olderThan=8",
        "v ! olderThan=8 ! {'activities':[]} ! end",
        // Datto.
        "l ! page=0&max=2 ! {'pageDetails':{'nextPageUrl':'https://api.example.test/x?page=1'}}"
            + " ! page=1&max=2",
        "l ! page=1 ! {'pageDetails':{'nextPageUrl':null}} ! end",
      })
  void goes_on_and_ends(String vendor, String asked, String answer, String next) throws Exception {
    Page page = after(vendor, request(asked), answer);

    assertThat(page.next()).isEqualTo(next == null ? null : request(next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a ! page=2 ! {'items':[{}],'page':1} ! it is page 1 although page 2 was asked",
        "o ! pageNo=2 ! {'results':[{}],'pageNo':'3'} ! it is page 3 although page 2 was asked",
        "d ! after=7 ! [{'id':7}] ! its next page begins at 7 after 7",
        "d ! after=7 ! [{'id':3}] ! its next page begins at 3 after 7",
        "d ! after=7 ! [{'uid':3}] ! its last record has no 'id' to go on from",
        "d ! after=7 ! {'results':[],'pageInfo':{'hasNextPage':true}}"
            + " ! it says that there is a next page and not where",
        "w ! a=1 ! {'results':[{'id':1}],'pageInfo':{'hasNextPage':true,'endCursor':null}}"
            + " ! it says that there is a next page and not where",
        "v ! olderThan=8 ! {'activities':[{'id':9}]} ! its next page begins at 9 after 8",
        "l ! page=2 ! {'pageDetails':{'nextPageUrl':'?page=2'}} ! its next page is 2 after page 2",
      })
  void refuses_an_answer_that_does_not_lead_on(
      String vendor, String asked, String answer, String sentence) {
    assertThatThrownBy(() -> after(vendor, request(asked), answer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  /** Any number from ten on may be the server's own limit; 0 and 9 are the end. */
  @ParameterizedTest
  @CsvSource({
    "500, true",
    "37, true",
    "0, false",
    "9, false",
    "10, true",
    "499, true",
    "120, true"
  })
  void without_any_sign_goes_on_after_a_page_that_a_server_may_have_cut(int rows, boolean goesOn)
      throws Exception {
    PageRequest asked = request("perPage=500&page=0");

    Page page = after("n", asked, rows(rows).toString());

    assertThat(page.next()).isEqualTo(goesOn ? request("perPage=500&page=1") : null);
    assertThat(page.enough()).isEqualTo(rows < 500);
    assertThat(page.firstRow()).isEqualTo(rows == 0 ? null : "1");
  }

  @Test
  void takes_a_bare_array_and_the_two_envelopes() {
    ArrayNode rows = rows(2);
    for (String name : new String[] {"data", "results"}) {
      JsonNode answer = JSON.createObjectNode().set(name, rows);
      assertThat(MemberPaths.array(answer, "records|data|results|.")).isEqualTo(rows);
    }
    assertThat(MemberPaths.array(rows, "records|data|results|.")).isEqualTo(rows);
    assertThat(MemberPaths.array(JSON.createObjectNode(), "records|.").isMissingNode()).isTrue();
  }

  @Test
  void a_cursor_in_the_body_leaves_what_else_is_asked() throws Exception {
    PageRequest asked = new PageRequest(AT, "{\"pageSize\":2,\"lastCursorId\":0}");

    Page page = after("b", asked, "{'data':[{}],'metadata':{'lastCursorId':17}}");

    assertThat(page.next()).isEqualTo(new PageRequest(AT, "{\"pageSize\":2,\"lastCursorId\":17}"));
    assertThat(after("b", asked, "{'data':[],'metadata':{'lastCursorId':17}}").next()).isNull();
  }

  @Test
  void pages_with_one_cursor_for_all_are_told_apart_by_their_position() throws Exception {
    PageRequest asked = request("cursor=c");
    ListingState listing =
        new ListingState(
            "ninjaone", paginator("q"), request("pageSize=1"), Set.of(), "results", "alerts");
    Page second = after("q", asked, "{'cursor':{'name':'c','offset':1},'results':[{}]}");
    Page third = after("q", asked, "{'cursor':{'name':'c','offset':2},'results':[{}]}");

    assertThat(listing.advance(second, rows(1), null)).isTrue();
    assertThat(listing.advance(third, rows(1), null)).isTrue();
    assertThatThrownBy(() -> listing.advance(third, rows(1), null))
        .hasMessage("its next page was read before");
  }

  /** A server that ignores the number of the page and answers as if it did not. */
  @Test
  void the_records_of_a_page_that_was_read_before_do_not_lead_on() {
    ListingState listing =
        new ListingState("atera", paginator("a"), request("page=1"), Set.of(), "items", "alerts");

    assertThat(listing.advance(new Page(request("page=2"), 6L), rows(2), null)).isTrue();
    assertThat(listing.advance(new Page(request("page=3"), 6L), rows(3), null)).isTrue();
    assertThatThrownBy(() -> listing.advance(new Page(null, 6L), rows(2), null))
        .hasMessage("it is a page that was read before");
  }

  /** With one record a page, a record that moved back while the list is read comes again. */
  @Test
  void a_single_record_may_come_again() {
    ListingState listing =
        new ListingState("atera", paginator("a"), request("page=1"), Set.of(), "items", "alerts");

    assertThat(listing.advance(new Page(request("page=2"), 2L), rows(1), null)).isTrue();
    assertThat(listing.advance(new Page(null, 2L), rows(1), null)).isTrue();
  }

  @Test
  void totals_are_read_where_the_options_say() throws Exception {
    assertThat(after("a", request("page=1"), "{'items':[],'totalItems':6}").total()).isEqualTo(6);
    assertThat(after("o", request("pageNo=1"), "{'results':[],'totalResults':'4'}").total())
        .isEqualTo(4);
    assertThat(after("l", request("page=0"), "{'pageDetails':{'totalCount':3}}").total())
        .isEqualTo(3);
    assertThat(after("d", request("after=1"), "[]").total()).isNull();
  }

  @Property(seed = "21", tries = 1_000)
  void a_cursor_goes_back_to_the_letter_and_leaves_the_rest_alone(
      @ForAll String cursor, @ForAll String filter) {
    String asked = "x=" + UrlText.encoded(filter) + "&pageSize=2";
    JsonNode answer =
        JSON.createObjectNode().set("cursor", JSON.createObjectNode().put("name", cursor));
    PageRequest first = request(asked);
    PageRequest next = paginator("q").after(first, first, answer, rows(1)).next();
    assertThat(next)
        .isEqualTo(cursor.isBlank() ? null : request(asked + "&cursor=" + UrlText.encoded(cursor)));
    if (next != null) {
      PageRequest third = paginator("q").after(first, next, answer, rows(1)).next();
      assertThat(third).isEqualTo(next);
    }
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '!',
      value = {
        "a ! page=1&itemsInPage=500 ! {'items':[{}],'page':%1$d,'itemsInPage':1,'totalPages':2001}"
            + " ! ",
        "a ! page=1&itemsInPage=500 ! {'items':[{}],'nextLink':'x'} ! {'items':[],'nextLink':''}",
        "n ! page=0&perPage=1 ! [{'id':%1$d}] ! []",
        "o ! pageNo=1&pageSize=500 ! {'results':[{}],'pageNo':%1$d,'totalPages':'2001'} ! ",
        "o ! pageNo=1&pageSize=500 ! {'results':[{}],'nextPage':true}"
            + " ! {'results':[],'nextPage':false}",
        "d ! pageSize=500 ! [{'id':%1$d}] ! []",
        "d ! pageSize=500 ! {'results':[{}],'pageInfo':{'hasNextPage':true,'endCursor':'c%1$d'}}"
            + " ! {'results':[],'pageInfo':{'hasNextPage':false,'endCursor':null}}",
        "q ! pageSize=500 ! {'cursor':{'name':'c','offset':%1$d},'results':[{}]} ! {'results':[]}",
        "v ! pageSize=500 ! {'activities':[{'id':-%1$d}]} ! {'activities':[]}",
        "b ! x=1 ! {'data':[{}],'metadata':{'lastCursorId':%1$d}} ! {'data':[],'metadata':{}}",
        "l ! max=500&page=0 ! {'alerts':[{}],'pageDetails':{'nextPageUrl':'?page=%1$d'}}"
            + " ! {'alerts':[],'pageDetails':{'nextPageUrl':''}}",
      })
  void pages_of_one_record_are_read_to_the_last_of_thousands(
      String vendor, String first, String answer, String last) throws Exception {
    PageRequest begin = new PageRequest(AT + "?" + first, vendor.equals("b") ? "{}" : null);
    ListingState listing = new ListingState("x", paginator(vendor), begin, Set.of(), "x", "alerts");
    int pages = 0;
    while (!listing.isDone()) {
      pages++;
      boolean over = pages > 2001 && last != null;
      String page = over ? last : answer.formatted(pages);
      listing.advance(after(vendor, begin, listing.next(), page), rows(over ? 0 : 1), null);
    }
    assertThat(listing.listing().rows()).isEqualTo(2001);
  }

  private static Page after(String vendor, PageRequest asked, String answer)
      throws JsonProcessingException {
    return after(vendor, asked, asked, answer);
  }

  private static Page after(String vendor, PageRequest first, PageRequest asked, String answer)
      throws JsonProcessingException {
    JsonNode tree = JSON.readTree(answer.replace('\'', '"'));
    ArrayNode rows =
        MemberPaths.array(tree, options(vendor).text("records")) instanceof ArrayNode listed
            ? listed
            : JSON.createArrayNode();
    return paginator(vendor).after(first, asked, tree, rows);
  }

  private static Paginator paginator(String vendor) {
    String kind =
        switch (vendor) {
          case "a", "n", "o" -> "page-number";
          case "l" -> "next-link";
          default -> "cursor";
        };
    Account account = new Account("x", "x", URI.create("https://api.example.test"), Map.of());
    return Paginator.of(kind, options(vendor), account);
  }

  private static PagingOptions options(String vendor) {
    return parsed(
        switch (vendor) {
          case "a" -> ATERA;
          case "n" -> NINOX;
          case "o" -> OPSRAMP;
          case "d" -> NINJA_DEVICES;
          case "w" -> NINJA_ALERTS;
          case "q" -> NINJA_QUERIES;
          case "v" -> NINJA_ACTIVITIES;
          case "b" -> NINJA_BOARDS;
          default -> DATTO;
        });
  }

  /** Of {@code name=value; name=value}. */
  private static PagingOptions parsed(String text) {
    return new PagingOptions(
        Arrays.stream(text.split(";"))
            .map(pair -> pair.strip().split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  private static PageRequest request(String query) {
    return new PageRequest(AT + "?" + query, null);
  }

  private static ArrayNode rows(int count) {
    ArrayNode rows = JSON.createArrayNode();
    for (int i = 1; i <= count; i++) {
      rows.addObject().put("id", i);
    }
    return rows;
  }
}
