package dev.caravan.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThrottlerTest {
  private static final Duration WINDOW = Duration.ofMillis(700);

  private final VendorServer vendor =
      new VendorServer().otherwise(VendorServer.status(200, "{\"access_token\":\"t0ken\"}"));
  private final VendorRoutes routes =
      VendorRoutes.against(
          vendor.url(),
          vendor.url(),
          setup -> {
            setup.budget = false;
            setup.datto.put("reads-per-minute", "3");
            setup.datto.put("writes-per-minute", "2");
            setup.atera.put("requests-per-minute", "3");
            for (String key : new String[] {"datto-rmm", "atera"}) {
              setup.properties.setProperty(
                  key + ".throttle-period", String.valueOf(WINDOW.toMillis()));
            }
          });

  @AfterEach
  void stop() {
    routes.close();
    vendor.close();
  }

  @Test
  void holds_the_fourth_read_until_the_window_of_the_first_is_over() {
    Duration three = time("datto", "GET", 3);
    Duration fourth = time("datto", "GET", 1);

    assertThat(three.plus(fourth)).isGreaterThanOrEqualTo(WINDOW.minusMillis(20));
    assertThat(routes.asked("datto").throttledMillis()).isPositive();
  }

  @Test
  void writes_and_other_accounts_have_limits_of_their_own() {
    time("datto", "GET", 3);
    time("atera", "GET", 1);

    assertThat(time("datto", "POST", 2).plus(time("atera", "POST", 2))).isLessThan(WINDOW);
  }

  @Test
  void atera_counts_reads_and_writes_together() {
    Duration all = time("atera", "GET", 2).plus(time("atera", "POST", 2));

    assertThat(all).isGreaterThanOrEqualTo(WINDOW.minusMillis(20));
  }

  private Duration time(String account, String method, int calls) {
    String route =
        (account.equals("datto") ? "datto-rmm" : "atera")
            + (method.equals("GET") ? "-read" : "-write");
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      URI url = vendor.url();
      assertThat(routes.call(route, account, method, url + "/x", null).getException()).isNull();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
