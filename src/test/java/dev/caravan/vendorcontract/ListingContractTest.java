package dev.caravan.vendorcontract;

import static dev.caravan.call.VendorServer.html;
import static dev.caravan.call.VendorServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.call.VendorFailure.Unreadable;
import dev.caravan.call.VendorServer;
import dev.caravan.call.VendorServer.ScriptedAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every vendor's way of paging owes: it ends, and nothing is concluded from half a listing.
 */
@Timeout(30)
class ListingContractTest extends EveryVendor {
  static List<String> thatFollowLinks() {
    return all().stream()
        .filter(
            id ->
                VendorLines.of(ScriptedVendors.FOLDERS, id)
                    .paging()
                    .get("kind")
                    .equals("next-link"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_listing_is_read_to_its_end(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    ScriptedPages pages = vendor.pages();
    vendor.server.then(pages.page(1), pages.page(2), pages.page(3));

    Exchange listing = vendor.list(pages);

    assertThat(listing.getException()).isNull();
    assertThat(listing.getMessage().getBody(JsonNode.class)).hasSize(2);
    assertThat(vendor.server.calls())
        .extracting(VendorServer.ReceivedRequest::target)
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_same_page_again_and_again_ends_the_listing(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    ScriptedPages pages = vendor.pages();
    vendor.answering(pages.page(1), Duration.ZERO);

    Exchange listing = vendor.list(pages);

    if (pages.tellsPagesApart()) {
      assertThat(listing.getException()).isInstanceOf(Unreadable.class);
      assertThat(vendor.server.calls()).hasSize(2);
    } else {
      assertThat(vendor.server.calls()).hasSize(ScriptedPages.ALL);
    }
  }

  @ParameterizedTest
  @MethodSource("thatFollowLinks")
  void a_link_that_does_not_advance_is_refused(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    ScriptedPages pages = vendor.pages();
    vendor.server.then(
        pages.page(1), pages.page(2, pages.first() + "&page=2&again=1"), pages.page(3));

    assertThat(vendor.list(pages).getException()).isInstanceOf(Unreadable.class);

    assertThat(vendor.server.calls()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("thatFollowLinks")
  void a_link_that_was_followed_before_is_refused(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    ScriptedPages pages = vendor.pages();
    vendor.server.then(
        pages.page(1, pages.first() + "&cursor=x&page=next"),
        pages.page(2, pages.first() + "&page=next&cursor=x"),
        pages.page(3));

    assertThat(vendor.list(pages).getException())
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("read before");

    assertThat(vendor.server.calls()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("all")
  void credentials_do_not_follow_a_link_to_another_host(String id) {
    ScriptedVendor vendor = vendors.anew(id);
    ScriptedPages pages = vendor.pages();
    VendorServer elsewhere = new VendorServer();
    try (elsewhere) {
      vendor.server.then(pages.page(1, elsewhere.url() + "/some/list?page=2"), pages.page(2));
      vendor.answering(pages.page(3), Duration.ZERO);

      Exchange listing = vendor.list(pages);

      assertThat(elsewhere.requests()).isEmpty();
      if (pages.hasLinks()) {
        assertThat(listing.getException())
            .isInstanceOf(Unreadable.class)
            .hasMessageContaining("credentials go nowhere else");
        assertThat(vendor.server.calls()).hasSize(1);
      } else {
        assertThat(listing.getException()).isNull();
      }
    }
  }

  /** Camel would put in the value: of a variable of the environment, a setting, a secret. */
  @ParameterizedTest
  @MethodSource("all")
  void cve_2026_78164_a_next_page_link_with_a_property_placeholder_is_refused(String id) {
    for (String placeholder : List.of("{{env:PATH}}", "{{caravan.syncs}}", "{{sys:java.home}}")) {
      for (String form : List.of("/list?page=%s", "/%s/list?page=2", "/list?%s=2#%<s")) {
        ScriptedVendor vendor = vendors.anew(id);
        ScriptedPages pages = vendor.pages();
        String link = vendor.server.url() + form.formatted(placeholder);
        vendor.server.then(pages.page(1, link), pages.page(2));
        vendor.answering(pages.page(3), Duration.ZERO);

        Exchange listing = vendor.list(pages);

        if (pages.hasLinks()) {
          assertThat(listing.getException()).isInstanceOf(Unreadable.class);
          assertThat(vendor.server.calls()).hasSize(1);
        }
        assertThat(vendor.server.requests())
            .noneMatch(request -> request.target().contains(System.getProperty("java.home")))
            .noneMatch(request -> request.target().contains("/bin"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_page_without_its_array_is_refused_wherever_it_comes(String id) {
    String records = vendors.anew(id).pages().records();
    refused(id, status(200, "{\"%s\":[{\"id\":".formatted(records)));
    refused(id, html(200, "<html><title>Sign in</title>"));
    for (String body : List.of("", " ", "null", "0", "true", "\"none\"", "{}")) {
      refused(id, status(200, body));
    }
    for (String list : List.of("null", "\"none\"", "0", "false", "{}", "{\"0\":{\"id\":1}}")) {
      refused(id, status(200, "{\"%s\":%s}".formatted(records, list)));
    }
  }

  /** In whatever way the vendor pages one of its collections. */
  private static void refused(String id, ScriptedAnswer answer) {
    for (Map<String, String> paging : vendors.anew(id).lines.pagings()) {
      refused(id, paging, answer);
    }
  }

  private static void refused(String id, Map<String, String> paging, ScriptedAnswer answer) {
    for (int before = 0; before < 2; before++) {
      ScriptedVendor vendor = vendors.anew(id);
      ScriptedPages pages = vendor.pages(paging);
      if (before > 0 && pages.isWhole()) {
        return;
      }
      for (int page = 1; page <= before; page++) {
        vendor.server.then(pages.page(page));
      }
      vendor.server.then(answer);

      assertThat(vendor.list(pages).getException())
          .as("page %d of %s", before + 1, pages.name())
          .isInstanceOf(Unreadable.class);
      assertThat(vendor.server.calls()).hasSize(before + 1);
    }
  }
}
