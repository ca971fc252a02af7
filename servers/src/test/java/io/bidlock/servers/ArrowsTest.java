package io.bidlock.servers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {

  private final JavaClasses servers =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.bidlock.servers");

  @Test
  void theStartersNeedNothingButTheJdk() {
    classes()
        .that()
        .haveNameNotMatching(
            ".*\\.(BrokerMain|RedisMain|RedisExecutable|PostgresMain|PostgresExecutable)(\\$.*)?")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.bidlock.servers")
        .because("modules with other versions of Kafka's libraries use them")
        .check(servers);
    classes()
        .that()
        .haveSimpleNameEndingWith("Main")
        .should()
        .onlyHaveDependentClassesThat()
        .haveSimpleNameEndingWith("Main")
        .because("children are named by their class names, in JVMs of their own")
        .check(servers);
  }

  @Test
  void nothingStaticCanChange() {
    noFields().that().areStatic().should().notBeFinal().check(servers);
  }
}
