package dev.caravan.sandbox;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's own Chromium. None is ever downloaded: what a test runs is what is installed. Used
 * by one thread.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private static final String MISSING =
      "The tests of the sandbox's pages need a browser, and none of %s is on the PATH; install Chromium (package chromium on Debian)"
          .formatted(NAMES);

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it. Without one the test that asks is skipped and says what to install; where {@code CI}
   * is set, it fails.
   */
  public static Chromium launch() {
    Path program = require(System.getenv());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
    return new Chromium(playwright, browser);
  }

  static Path require(Map<String, String> environment) {
    Optional<Path> program = find(environment.getOrDefault("PATH", ""));
    if (program.isEmpty() && environment.containsKey("CI")) {
      throw new IllegalStateException(MISSING);
    }
    Assumptions.assumeTrue(program.isPresent(), MISSING);
    return program.orElseThrow();
  }

  private static Optional<Path> find(String path) {
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens an address in a window of that width, as the only one. */
  public Page open(String address, int width) {
    closeWindows();
    Page page =
        browser.newPage(
            new Browser.NewPageOptions().setViewportSize(width, 800).setLocale("en-GB"));
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> complaints.add("a dialog: " + dialog.message()));
    page.navigate(address);
    return page;
  }

  void closeWindows() {
    browser.contexts().forEach(BrowserContext::close);
    complaints.clear();
  }

  /** What went wrong in the window: errors and warnings of its console, dialogs. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
