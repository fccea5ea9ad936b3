package io.tidemark.benchmarks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidemark.benchmarks");

  @Test
  void workloads_nameNoSystem() {
    noClasses()
        .that()
        .resideInAnyPackage("io.tidemark.benchmarks.workload..", "io.tidemark.benchmarks.peer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tidemark.spi..",
            "io.tidemark.state..",
            "io.tidemark.snapshot..",
            "io.tidemark.runtime..",
            "io.tidemark.benchmarks.tidemark..",
            "io.tidemark.benchmarks.limit..",
            "org.rocksdb..")
        .check(MAIN);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.tidemark.benchmarks.(*)..").should().beFreeOfCycles().check(MAIN);
  }
}
