package dev.caravan.conventions;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "dev.caravan", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {
  /** Leaves out what stands where this class does, whatever the build calls that folder. */
  static final class NoTests implements ImportOption {
    private static final String TESTS =
        ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    @Override
    public boolean includes(Location location) {
      return !location.contains(TESTS);
    }
  }

  @ArchTest
  static final ArchRule features_do_not_depend_on_each_other_in_circles =
      slices().matching("dev.caravan.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_do_not_depend_on_each_other_in_circles_either =
      slices().matching("dev.caravan.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_command_line_speaks_on_the_standard_streams =
      noClasses()
          .that(not(resideInAPackage("dev.caravan.cli..")))
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule logging_goes_through_slf4j =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule the_store_and_its_readers_know_nothing_of_camel =
      noClasses()
          .that(
              resideInAnyPackage(
                  "dev.caravan.account..",
                  "dev.caravan.budget..",
                  "dev.caravan.config..",
                  "dev.caravan.ledger..",
                  "dev.caravan.lock..",
                  "dev.caravan.reconcile..",
                  "dev.caravan.sandbox..",
                  "dev.caravan.store.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule the_sandbox_shares_no_code_with_what_it_tests =
      noClasses()
          .that()
          .resideInAPackage("dev.caravan.sandbox..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.caravan..")
                  .and(not(resideInAPackage("dev.caravan.sandbox.."))));

  @ArchTest
  static final ArchRule only_the_command_line_starts_the_sandbox =
      noClasses()
          .that(not(resideInAnyPackage("dev.caravan.cli..", "dev.caravan.sandbox..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.caravan.sandbox..");

  @ArchTest
  static final ArchRule shared_code_depends_on_no_vendor =
      noClasses()
          .that(not(resideInAPackage("dev.caravan.vendors..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.caravan.vendors..");

  @ArchTest
  static final ArchRule time_is_told_by_the_clock_that_was_handed_in =
      noClasses()
          .that(not(resideInAnyPackage("dev.caravan.cli..", "dev.caravan.runtime..")))
          .and()
          // The sandbox's own default, which tests replace.
          .doNotHaveSimpleName("SandboxOptions")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(InstantSource.class, "system");

  @ArchTest
  static final ArchRule a_class_is_named_after_what_it_is =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Impl|Manager)$");

  @ArchTest
  static final ArchRule packages_are_features =
      noClasses().should().resideInAnyPackage("..util..", "..impl..", "..model..", "..common..");

  @ArchTest
  static final ArchRule classes_are_final_or_meant_to_be_extended =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should(beFinalOrExtended());

  @ArchTest
  static final ArchRule every_package_says_that_it_is_null_marked =
      classes()
          .that()
          .doNotHaveSimpleName("package-info")
          .should(
              new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked =
                      type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                  events.add(
                      new SimpleConditionEvent(type, marked, type.getPackageName() + " is not"));
                }
              });

  private static ArchCondition<JavaClass> beFinalOrExtended() {
    return new ArchCondition<>("be final, or abstract or extended by another") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean holds =
            type.getModifiers().contains(JavaModifier.FINAL)
                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                || !type.getSubclasses().isEmpty();
        events.add(new SimpleConditionEvent(type, holds, type.getName() + " is not final"));
      }
    };
  }

  @Test
  void every_public_type_has_javadoc_and_every_package_two_sentences() throws IOException {
    Pattern undocumented =
        Pattern.compile(
            "(?<!\\*/\\n)^(?:@.*\\n)*public (?:abstract |final |sealed |non-sealed )*"
                + "(?:class|record|interface|enum|@interface) ",
            Pattern.MULTILINE);
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String text = Files.readString(file);
        if (file.endsWith("package-info.java")) {
          if (text.split("\\.(\\s|$)", -1).length < 3 || !text.contains("@NullMarked")) {
            wrong.add(file + " does not say in two sentences what the package is for");
          }
        } else if (Pattern.compile("^public ", Pattern.MULTILINE).matcher(text).find()
            && !text.contains("*/\n@")
            && undocumented.matcher(text).find()) {
          wrong.add(file + " has no Javadoc");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
