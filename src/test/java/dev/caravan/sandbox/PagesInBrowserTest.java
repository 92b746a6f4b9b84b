package dev.caravan.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox's pages, as a person sees them. */
class PagesInBrowserTest {
  private static final int PHONE = 400;
  private static final int DESK = 1400;
  private static final String MARKUP = "<img src=x onerror=alert(1)><b>bold</b>";

  private static Chromium chromium;

  private Sandbox sandbox;

  @BeforeAll
  static void launch() {
    chromium = Chromium.launch();
    // The page asks every two seconds; a loaded machine is given time.
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
  }

  @AfterAll
  static void quit() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(3, 12, 0));
  }

  @AfterEach
  void stop() {
    chromium.closeWindows();
    sandbox.close();
  }

  @Test
  void an_alert_its_ticket_and_the_tickets_end_appear_without_a_reload() {
    Page page = chromium.open(sandbox.uri() + "/", DESK);
    Locator alerts = page.locator("#alerts tr");
    Locator tickets = page.locator("#tickets tr");
    assertThat(alerts).hasText("No open alerts.");
    assertThat(tickets).hasText("No tickets yet.");
    page.evaluate("window.stillTheSame = true");

    sandbox.datto().openAlert(alert("WEB01", "C:"));
    assertThat(alerts).containsText("WEB01");
    assertThat(alerts).containsText("Critical");

    String number = openTicket("WEB01: Disk C: low on space [cv-7f3k2mq4x5ab]");
    assertThat(tickets).containsText("WEB01: Disk C: low on space");
    assertThat(tickets).containsText("Open");
    assertThat(page.locator("#tickets-count")).hasText("(1 open of 1)");
    assertThat(alerts).containsText("WEB01");
    assertThat(besides(page)).isTrue();

    sandbox
        .datto()
        .openAlerts()
        .forEach(a -> sandbox.datto().resolveAlert(a.path("alertUid").asText()));
    Client.atera(sandbox).put("/api/v3/tickets/" + number, "{\"TicketStatus\":\"Resolved\"}");
    assertThat(alerts).hasText("No open alerts.");
    assertThat(tickets.locator("td.done")).hasText("Resolved");
    assertThat(page.locator("#tickets-count")).hasText("(0 open of 1)");
    assertThat(page.evaluate("window.stillTheSame")).isEqualTo(true);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void the_buttons_do_what_they_say() {
    Page page = chromium.open(sandbox.uri() + "/", DESK);
    page.getByText("Open an alert").click();
    assertThat(page.locator("#alerts-count")).hasText("(1)");
    page.getByText("Resolve the oldest").click();
    assertThat(page.locator("#alerts-count")).hasText("(0)");
    assertThat(sandbox.datto().resolvedAlerts()).hasSize(1);
    assertThat(chromium.complaints()).isEmpty();
  }

  /** Frames whose columns one would have to scroll to. */
  private static final String FRAMES_WITH_MORE_BESIDE =
      "[...document.querySelectorAll('.scroll')].filter(f => f.scrollWidth > f.clientWidth).length";

  @Test
  void what_a_vendor_says_is_shown_as_text() {
    sandbox.datto().openAlert(alert(MARKUP, MARKUP));
    openTicket(MARKUP);
    sandbox.ninox().addRow("Devices", Map.of("Name", MARKUP));
    Page page = chromium.open(sandbox.uri() + "/", DESK);
    assertThat(page.locator("#alerts")).containsText(MARKUP);
    assertThat(page.locator("#tickets")).containsText(MARKUP);
    assertThat(page.locator("img, b")).hasCount(0);
    page.navigate(sandbox.uri() + "/tables");
    assertThat(page.locator("main")).containsText(MARKUP);
    assertThat(page.locator("img, b")).hasCount(0);
    assertThat(chromium.complaints()).isEmpty();
  }

  /** Controls, directions, half of a character, and a text that is longer than any window. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A\u0000\u001b[2J\u0007B",
        "A\u202egpj.exe\u2066D\u2028E",
        "\ud83d</script>-->]]>",
        "x\u202e"
      })
  void odd_text_leaves_the_rest_of_the_page_alone(String odd) {
    String text = odd + "W".repeat(5_000);
    sandbox.datto().openAlert(alert("WEB01", "C:"));
    sandbox.datto().openAlert(alert(text, text));
    openTicket("An ordinary one [cv-7f3k2mq4x5ab]");
    openTicket(text);
    sandbox.ninox().addRow("Devices", Map.of("Name", "WEB01"));
    sandbox.ninox().addRow("Devices", Map.of("Name", text, "Site", text));
    for (String path : List.of("/", "/tables")) {
      for (int width : List.of(PHONE, DESK)) {
        Page page = chromium.open(sandbox.uri() + path, width);
        assertThat(page.locator("main")).containsText("W".repeat(5_000));
        assertThat(page.locator("main")).containsText("WEB01");
        if (path.equals("/")) {
          assertThat(page.locator("#tickets tr")).hasCount(2);
          assertThat(page.locator("#tickets")).containsText("An ordinary one");
          assertThat(page.evaluate(FRAMES_WITH_MORE_BESIDE)).as("%d wide", width).isEqualTo(0);
        }
        assertThat(page.locator("header")).isInViewport();
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
            .asInstanceOf(InstanceOfAssertFactories.INTEGER)
            .isLessThanOrEqualTo(width);
      }
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void the_tables_show_the_rows_of_ninox() {
    sandbox
        .ninox()
        .addRow(
            "Devices", Map.of("Name", "WEB01", "Site", "Acme", "ExternalRef", "cv-7f3k2mq4x5ab"));
    Page page = chromium.open(sandbox.uri() + "/tables", DESK);
    Locator devices =
        page.locator("section").filter(new Locator.FilterOptions().setHasText("Devices"));
    assertThat(devices.first().locator("tbody tr")).containsText("WEB01");
    assertThat(devices.first()).containsText("cv-7f3k2mq4x5ab");
    assertThat(devices.first()).containsText("1 row");
    assertThat(chromium.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/tables"})
  void a_narrow_window_scrolls_only_downwards(String path) {
    sandbox.datto().openAlerts(5);
    sandbox.datto().openAlert(alert("A".repeat(120), "x".repeat(200)));
    openTicket("Y".repeat(150) + " [cv-7f3k2mq4x5ab]");
    sandbox.ninox().addRow("Devices", Map.of("Name", "W".repeat(200)));
    Page page = chromium.open(sandbox.uri() + path, PHONE);
    assertThat(page.locator("tbody td:not(.none)").first()).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
        .isLessThanOrEqualTo(PHONE);
    assertThat(chromium.complaints()).isEmpty();
  }

  private String openTicket(String title) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("TicketTitle", title).put("Description", "From a test.").put("EndUserID", 128);
    fields.put("TicketPriority", "Critical");
    return Client.atera(sandbox)
        .post("/api/v3/tickets", fields.toString())
        .json()
        .path("ActionID")
        .asText();
  }

  private static ObjectNode alert(String device, String disk) {
    ObjectNode alert = JsonNodeFactory.instance.objectNode().put("priority", "Critical");
    alert.putObject("alertSourceInfo").put("deviceName", device);
    alert.putObject("alertContext").put("@class", "perf_disk_usage_ctx").put("diskName", disk);
    return alert;
  }

  /** Whether the two tables are side by side. */
  private static boolean besides(Page page) {
    var alerts = page.locator("section").nth(0).boundingBox();
    var tickets = page.locator("section").nth(1).boundingBox();
    return alerts.x + alerts.width <= tickets.x && alerts.y == tickets.y;
  }
}
