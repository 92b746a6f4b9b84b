package dev.caravan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static Proxies of(String... pairs) {
    Map<String, String> environment = new HashMap<>();
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      (pairs[i].startsWith("-D") ? properties : environment)
          .put(pairs[i].replace("-D", ""), pairs[i + 1]);
    }
    return Proxies.of(environment, properties::get);
  }

  private static String to(Proxies proxies, String scheme, String host) {
    return proxies.to(scheme, host, -1).map(HttpProxy::toString).orElse("direct");
  }

  @Test
  void each_scheme_has_its_variable_in_either_case() {
    Proxies proxies = of("HTTPS_PROXY", "http://a:3128", "http_proxy", "b:8080/");
    assertThat(to(proxies, "https", "vendor.example")).isEqualTo("a:3128 (HTTPS_PROXY)");
    assertThat(to(proxies, "http", "vendor.example")).isEqualTo("b:8080 (http_proxy)");
    assertThat(to(of("https_proxy", "x", "HTTPS_PROXY", "y"), "https", "v.e")).startsWith("x:80 ");
    assertThat(to(of("https_proxy", " ", "HTTPS_PROXY", "y"), "https", "v.e")).startsWith("y:80 ");
    assertThat(to(of("HTTP_PROXY", "http://a:1"), "https", "v.e")).isEqualTo("direct");
    assertThat(to(of("all_proxy", "http://a:1"), "https", "v.e")).isEqualTo("a:1 (all_proxy)");
    assertThat(to(of("HTTPS_PROXY", "https://[fd00::1]"), "https", "v.e"))
        .isEqualTo("[fd00::1]:443 (HTTPS_PROXY)");
  }

  @Test
  void a_property_of_the_jvm_wins() {
    Proxies proxies =
        of(
            "HTTPS_PROXY", "http://a:1",
            "-Dhttps.proxyHost", "b",
            "-Dhttps.proxyPort", "3128",
            "-Dhttp.nonProxyHosts", "*.corp|10.*");
    assertThat(to(proxies, "https", "v.e")).isEqualTo("b:3128 (-Dhttps.proxyHost)");
    assertThat(to(proxies, "https", "x.corp")).isEqualTo("direct");
    assertThat(to(proxies, "https", "10.1.2.3")).isEqualTo("direct");
    assertThat(to(proxies, "https", "110.1.2.3")).startsWith("b:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.9", "[::1]"})
  void this_machine_is_reached_directly(String host) {
    assertThat(to(of("HTTP_PROXY", "a:1"), "http", host)).isEqualTo("direct");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "* any.example direct",
        "example.com example.com direct",
        "example.com api.example.com direct",
        "example.com API.Example.COM. direct",
        "example.com badexample.com proxy",
        ".example.com api.example.com direct",
        ".example.com example.com direct",
        "*.example.com api.example.com direct",
        "example.com:443 example.com direct",
        "example.com:8443 example.com proxy",
        "a.b,example.com example.com direct",
        "10.0.0.0/8 10.1.2.3 direct",
        "10.0.0.0/8 11.1.2.3 proxy",
        "10.0.0.0/8 host10.example proxy",
        "10.1.2.3 10.1.2.3 direct",
        "fd00::/8 [fd12::1] direct",
        "fd00::/8 [fe80::1] proxy",
        "[fd12::1]:443 [fd12::1] direct",
        "10.0.0.0/99 10.1.2.3 proxy",
        "/ example.com proxy",
        ", example.com proxy"
      })
  void no_proxy_lists_who_is_reached_directly(String list, String host, String way) {
    Proxies proxies = of("HTTPS_PROXY", "proxy", "NO_PROXY", list);
    assertThat(to(proxies, "https", host)).startsWith(way);
    assertThat(to(of("HTTPS_PROXY", "proxy", "no_proxy", list), "https", host)).startsWith(way);
  }

  @ParameterizedTest
  @CsvSource({
    "http://joe:pw@a:1, joe, pw",
    "joe:p%40w@a:1, joe, p@w",
    "http://joe:p@w/#?:x@a:1, joe, p@w/#?:x",
    "http://joe:100%@a:1, joe, 100%",
    "http://jo+e:a+b@a:1, jo+e, a+b",
    "http://joe@a:1, joe, ''"
  })
  void a_user_and_a_password_may_hold_anything(String written, String user, String password) {
    HttpProxy proxy = of("HTTPS_PROXY", written).to("https", "v.e", -1).orElseThrow();
    assertThat(proxy.login()).contains(new HttpProxy.Login(user, password));
    assertThat(proxy.toString() + proxy.login())
        .isEqualTo("a:1 (HTTPS_PROXY)Optional[Login[of " + user + "]]");
  }

  @Test
  void what_must_not_be_shown_is_the_password_in_each_form() {
    assertThat(of("HTTPS_PROXY", "http://joe:p%40w@a:1").secrets())
        .containsExactlyInAnyOrder("p@w", "am9lOnBAdw==");
    assertThat(of("HTTPS_PROXY", "http://a:1").secrets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://a:1", "http://", "a:b", "a:99999", "a b", "http://a:1/path"})
  void what_is_no_address_of_a_proxy_is_told(String written) {
    Proxies proxies = of("HTTPS_PROXY", written);
    assertThat(proxies.wrong()).containsExactly("HTTPS_PROXY");
    assertThat(to(proxies, "https", "v.e")).isEqualTo("direct");
  }
}
