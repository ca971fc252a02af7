package io.bidlock.launcher.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.bidlock.servers.Classpaths;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between the modules point one way, and those between packages in no circle. */
class ModulesTest {
  private static final String ANY_OF_US = "io.bidlock..";
  private static final String AUCTION = "io.bidlock.auction..";

  private static JavaClasses house;

  @BeforeAll
  static void read() {
    Path home = Classpaths.find().home();
    house =
        new ClassFileImporter()
            .importPaths(
                classesOf(home, "auction"),
                classesOf(home, "servers"),
                classesOf(home, "pipelines"),
                classesOf(home, "ingest-service"),
                classesOf(home, "launcher"));
  }

  private static Path classesOf(Path home, String module) {
    return home.resolve(module).resolve("target/classes");
  }

  @Test
  void wordsAndRulesNeedNothingButJavaAndTheJsonParser() {
    classes()
        .that()
        .resideInAPackage(AUCTION)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(AUCTION, "java..", "com.fasterxml.jackson.core..")
        .check(house);
  }

  @ParameterizedTest
  @CsvSource({
    "io.bidlock.auction.., io.bidlock.auction..",
    "io.bidlock.servers.., io.bidlock.servers..",
    "io.bidlock.pipelines.., io.bidlock.auction..",
    "io.bidlock.ingest.., io.bidlock.auction.."
  })
  void arrowsPointOneWay(String module, String mayUse) {
    classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(module).or(resideInAPackage(mayUse)).or(notOurs()))
        .check(house);
  }

  @Test
  void theLauncherKnowsTheOtherPartsByTheirCommandLinesOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.bidlock.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.bidlock.pipelines..", "io.bidlock.ingest..")
        .check(house);
  }

  @Test
  void whoeverStartsServersNeedsNothingButJava() {
    // Every module may have the starters on its class path; the broker's classes stay with it.
    classes()
        .that()
        .resideInAPackage("io.bidlock.servers..")
        .and()
        .haveSimpleNameNotEndingWith("Main")
        .and()
        .haveSimpleNameNotContaining("Executable")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.bidlock.servers..", "java..")
        .check(house);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auction", "pipelines", "ingest", "launcher"})
  void packagesDependOnEachOtherInNoCircle(String module) {
    slices().matching("io.bidlock." + module + ".(*)..").should().beFreeOfCycles().check(house);
  }

  @Test
  void theRulesHaveNoClock() {
    noClasses()
        .that()
        .resideInAPackage(AUCTION)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .check(house);
  }

  @Test
  void moneyIsNeverFloatingPoint() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(AUCTION)
        .should()
        .notHaveRawType(double.class)
        .andShould()
        .notHaveRawType(float.class)
        .check(house);
  }

  @Test
  void noOldEnterpriseJava() {
    noClasses()
        .that()
        .resideInAPackage(ANY_OF_US)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta..",
            "javax.annotation..",
            "javax.inject..",
            "javax.servlet..",
            "javax.ws..",
            "javax.persistence..",
            "javax.xml.bind..")
        .check(house);
  }

  private static DescribedPredicate<JavaClass> notOurs() {
    return DescribedPredicate.not(resideInAPackage(ANY_OF_US));
  }
}
