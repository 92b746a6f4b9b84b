package dev.caravan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.launcher.Workbench.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.OSInfo;

@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LauncherTest {
  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void setUp() throws IOException {
    bench = new Workbench(folder);
  }

  @Test
  void builds_on_first_use_and_says_so_on_stderr_only() throws Exception {
    Finished first = bench.caravan("check");
    Finished second = bench.caravan("check");

    assertThat(first.exit()).isZero();
    assertThat(first.err())
        .contains("caravan: building, ")
        .contains("caravan: preparing a fast start ...");
    assertThat(first.out()).doesNotContain("caravan: ");
    assertThat(second.err()).isEmpty();
    assertThat(bench.builds()).isEqualTo(1);
  }

  @Test
  void builds_again_when_a_source_changed_or_went_away() throws Exception {
    bench.caravan();
    bench.source("src/main/A.java", "class A { }");
    assertThat(bench.caravan().err()).contains("building again");
    Files.delete(bench.home().resolve("src/main/B.java"));
    bench.caravan();
    bench.source("pom.xml", "<project></project>");
    bench.caravan();
    bench.caravan();

    assertThat(bench.builds()).isEqualTo(4);
  }

  @Test
  void keeps_the_build_before_for_a_process_that_still_runs_it() throws Exception {
    Path before = jar(bench.caravan());
    bench.source("src/main/A.java", "class A { }");
    Path after = jar(bench.caravan());

    assertThat(after).isNotEqualTo(before).exists();
    assertThat(before).exists();
  }

  private static Path jar(Finished result) {
    List<String> options = result.options();
    return Path.of(options.get(options.indexOf("-cp") + 1).split(":")[0]);
  }

  @Test
  void starts_java_with_one_order_of_libraries_and_the_words_as_they_were_typed() throws Exception {
    bench.set("JAVA_OPTS", "-Xmx1g -Dx=y");
    Finished result = bench.caravan("sync", "two words", "*");
    List<String> options = result.options();
    Path app = jar(result).getParent();

    assertThat(options).containsSubsequence("-Xmx256m", "-Xmx1g", "-Dx=y");
    assertThat(options)
        .containsSubsequence(
            "-Dcaravan.home=" + bench.home(),
            "-cp",
            "%1$s/caravan-1.jar:%1$s/lib/a.jar:%1$s/lib/b.jar".formatted(app),
            "dev.caravan.cli.Main",
            "sync",
            "two words",
            "*");
    assertThat(options)
        .contains("-Xshare:auto", "-XX:SharedArchiveFile=%s/classes-21.0.2.jsa".formatted(app));
  }

  @Test
  void jars_of_the_operators_own_come_behind_the_libraries() throws Exception {
    Files.createDirectories(bench.home().resolve("extra"));
    bench.source("extra/c camel-mail.jar", "jar");
    bench.source("extra/a.jar", "jar");
    bench.source("extra/notes.txt", "none");
    List<String> options = bench.caravan("run").options();

    assertThat(options.get(options.indexOf("-cp") + 1))
        .endsWith(
            "/lib/b.jar:%1$s/extra/a.jar:%1$s/extra/c camel-mail.jar".formatted(bench.home()));
  }

  /** A temporary folder may be missing, read-only or not for programs. */
  @Test
  void sqlite_finds_its_library_beside_the_build_and_unpacks_none() throws Exception {
    Finished result = bench.caravan();
    Path libraries =
        jar(result).resolveSibling("native").resolve(OSInfo.getNativeLibFolderPathForCurrentOS());

    assertThat(libraries.resolve("library")).exists();
    assertThat(result.options())
        .contains("-Dorg.sqlite.lib.path=" + libraries, "-Dorg.sqlite.tmpdir=" + libraries);
  }

  @Test
  void a_share_of_the_memory_takes_the_place_of_the_heap_that_it_has_by_default() throws Exception {
    assertThat(bench.caravan("run").options()).contains("-Xmx256m");
    bench.set("JAVA_OPTS", "-XX:MaxRAMPercentage=50");
    assertThat(bench.caravan("run").options())
        .contains("-XX:MaxRAMPercentage=50")
        .noneMatch(option -> option.startsWith("-Xmx"));
  }

  @Test
  void compiles_less_for_a_command_that_ends_soon() throws Exception {
    assertThat(bench.caravan("plan").options()).contains("-XX:TieredStopAtLevel=1");
    assertThat(bench.caravan("run").options()).doesNotContain("-XX:TieredStopAtLevel=1");
  }

  @Test
  void works_through_links_and_leaves_the_working_folder_alone() throws Exception {
    Path elsewhere = Files.createDirectories(bench.root().resolve("some where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("../home/caravan"));
    Path chain = Files.createSymbolicLink(elsewhere.resolve("two"), link);

    Finished result = Workbench.finish(bench.start(chain, elsewhere));

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("pwd: " + elsewhere);
    assertThat(result.options()).contains("-Dcaravan.home=" + bench.home());
  }

  @Test
  void builds_once_for_two_that_start_together() throws Exception {
    Process one = bench.start(bench.home().resolve("caravan"), bench.home());
    Process two = bench.start(bench.home().resolve("caravan"), bench.home());

    assertThat(Workbench.finish(one).exit()).isZero();
    assertThat(Workbench.finish(two).exit()).isZero();
    assertThat(bench.builds()).isEqualTo(1);
  }

  @Test
  void ignores_the_lock_of_a_build_that_was_killed() throws Exception {
    Files.createDirectories(bench.home().resolve("target"));
    Process gone = bench.start(bench.root().resolve("bin/bash"), bench.home(), "-c", "exit 0");
    gone.waitFor();
    Files.createSymbolicLink(
        bench.home().resolve("target/build.lock"), Path.of(Long.toString(gone.pid())));

    assertThat(bench.caravan().exit()).isZero();
    assertThat(bench.home().resolve("target/build.lock")).doesNotExist();
  }

  @Test
  void shows_the_end_of_a_failing_build_and_tries_again_the_next_time() throws Exception {
    bench.source("broken", "");
    Finished failed = bench.caravan("check");

    assertThat(failed.exit()).isEqualTo(2);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("caravan: the build failed")
        .contains("Foo.java: ';' expected")
        .doesNotContain("Help 1");

    Files.delete(bench.home().resolve("broken"));
    assertThat(bench.caravan("check").exit()).isZero();
  }

  /** Plugins and their libraries run in it, and what they print ends in a log. */
  @Test
  void a_build_is_told_no_secrets() throws Exception {
    List<String> secrets =
        List.of(
            "DATTO_API_KEY=k",
            "DATTO_EMEA_SECRET=s",
            "CARAVAN_STORE_PASSWORD=p",
            "NINOX_TOKEN=first\nNINOX_TEAM=second",
            "ATERA_API_KEY==",
            "datto.secret=s",
            "ninja-one=s",
            "AWS_SECRET_ACCESS_KEY=a",
            "MAVENLIKE_SECRET=m");
    List<String> needed =
        List.of(
            "MAVEN_OPTS=-Xmx512m",
            "LC_ALL=C",
            "https_proxy=http://proxy:3128",
            "NEXUS_TOKEN=t",
            "HOME=" + bench.root());
    for (String set : Stream.of(secrets, needed).flatMap(List::stream).toList()) {
      bench.set(set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1));
    }
    Files.createDirectory(bench.root().resolve(".m2"));
    Files.writeString(
        bench.root().resolve(".m2/settings.xml"),
        "<username>${env.NEXUS_USER}</username><password>${env.NEXUS_TOKEN}</password>");

    Finished result = bench.caravan("check");

    assertThat(bench.toldToMaven())
        .containsAll(needed)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "(PATH|HOME|JAVA_HOME|MAVEN_OPTS|LC_ALL|https_proxy|NEXUS_TOKEN|PWD|OLDPWD|SHLVL|_)=.*"));
    assertThat(result.out().lines())
        .contains("env: DATTO_API_KEY=k", "env: DATTO_EMEA_SECRET=s", "env: datto.secret=s");
  }

  @Test
  void runs_without_sources_what_was_built_elsewhere() throws Exception {
    bench.caravan();
    Files.delete(bench.home().resolve("pom.xml"));
    bench.without("mvn");

    assertThat(jar(bench.caravan())).isEqualTo(bench.home().resolve("target/caravan-1.jar"));
  }

  @Test
  void says_what_is_missing() throws Exception {
    bench.without("mvn");
    assertSays(bench.caravan(), "there is no mvn on the PATH");

    bench.set("JAVA_HOME", "/nowhere");
    assertSays(bench.caravan(), "JAVA_HOME is /nowhere, where there is no bin/java");

    bench.unset("JAVA_HOME");
    assertSays(bench.caravan(), "there is no java on the PATH");

    bench.jdk("old", "11.0.20");
    bench.set("JAVA_HOME", bench.root().resolve("old").toString());
    assertSays(bench.caravan(), "Java 17 or newer is needed, but ");
  }

  private static void assertSays(Finished result, String sentence) {
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("caravan: " + sentence);
  }
}
