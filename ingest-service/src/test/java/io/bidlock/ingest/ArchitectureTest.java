package io.bidlock.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The arrows between modules, and between topics inside this one. */
@AnalyzeClasses(
    packages = "io.bidlock.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule INGEST_KNOWS_AUCTION_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.bidlock.pipelines..", "io.bidlock.launcher..", "io.bidlock.servers..");

  @ArchTest
  static final ArchRule ONLY_HTTP_KNOWS_HELIDON =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.bidlock.ingest", "io.bidlock.ingest.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule ONLY_THE_LOG_AND_ITS_READERS_KNOW_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.bidlock.ingest.http..",
              "io.bidlock.ingest.board..",
              "io.bidlock.ingest.commands..",
              "io.bidlock.ingest.closer..",
              "io.bidlock.ingest.lock..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule NO_CIRCLES =
      SlicesRuleDefinition.slices().matching("io.bidlock.ingest.(*)..").should().beFreeOfCycles();
}
