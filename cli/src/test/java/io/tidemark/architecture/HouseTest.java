package io.tidemark.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.tidemark.TidemarkException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseTest {

  private static final House TIDEMARK = House.ofTidemark();
  private static final String FIXTURE = "io.tidemark.architecture.fixture";
  private static final House BROKEN =
      new House(
          FIXTURE,
          Map.of(
              "rocksdb", List.of(FIXTURE + ".vendor.rocksdb"),
              "fs", List.of(FIXTURE + ".vendor.hadoop"),
              "s3", List.of(FIXTURE + ".vendor.aws"),
              "flink", List.of(FIXTURE + ".vendor.flink"),
              "monitor", List.of(FIXTURE + ".vendor.micrometer")));

  private static final JavaClasses MAIN_CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(TIDEMARK.root());
  private static final JavaClasses BROKEN_CODE =
      new ClassFileImporter().importPackages(BROKEN.root());

  /** Modules that stand on the command line, or that it must not have on its class path. */
  private static final Set<String> NOT_SEEN_FROM_HERE =
      Set.of(
          "bom",
          "cli",
          "engine-flink",
          "examples",
          "benchmarks",
          "crash-tests",
          "benchmarks/peer-flink",
          "benchmarks/peer-kafka");

  static Stream<Arguments> rules() {
    return HouseRules.of(TIDEMARK).entrySet().stream()
        .map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void mainCode_keepsTheRule(String name, ArchRule rule) {
    EvaluationResult result = rule.evaluate(MAIN_CODE);

    assertThat(result.getFailureReport().getDetails()).as(name).isEmpty();
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("state names spi or snapshot", "state.StateNamesSpi"),
        Arguments.of("spi names snapshot", "spi.SpiNamesSnapshot"),
        Arguments.of("config names another part of the API", "config.ConfigNamesState"),
        Arguments.of(
            "serialization names state, spi or snapshot", "serialization.SerializationNamesState"),
        Arguments.of("packages have no cycles", "spi.SpiNamesSnapshot"),
        Arguments.of("packages have no cycles", "memory.storage.MemoryStorageNamesMemoryTable"),
        Arguments.of("the API names a module", "snapshot.SnapshotNamesFs"),
        Arguments.of("testkit names a module that it must not know", "testkit.TestkitNamesMemory"),
        Arguments.of("memory names a module that it must not know", "memory.MemoryNamesRocksDb"),
        Arguments.of("fs names a module that it must not know", "fs.FsNamesMemory"),
        Arguments.of("rocksdb names a module that it must not know", "rocksdb.RocksDbNamesMemory"),
        Arguments.of("s3 names a module that it must not know", "s3.S3NamesFs"),
        Arguments.of("flink names a module that it must not know", "flink.FlinkNamesRuntime"),
        Arguments.of("runtime names a module that it must not know", "runtime.RuntimeNamesMemory"),
        Arguments.of("monitor names a module that it must not know", "monitor.MonitorNamesMemory"),
        Arguments.of("a storage names state", "fs.FsNamesState"),
        Arguments.of("a storage names state", "memory.storage.MemoryStorageNamesKeyedStore"),
        Arguments.of("a state backend names a storage", "memory.MemoryNamesItsStorage"),
        Arguments.of("a state backend names a storage", "rocksdb.RocksDbNamesSnapshotStorage"),
        Arguments.of("a vendor of rocksdb is named elsewhere", "cli.CliNamesVendors"),
        Arguments.of("a vendor of fs is named elsewhere", "cli.CliNamesVendors"),
        Arguments.of("a vendor of s3 is named elsewhere", "cli.CliNamesVendors"),
        Arguments.of("a vendor of flink is named elsewhere", "cli.CliNamesVendors"),
        Arguments.of("a vendor of monitor is named elsewhere", "cli.CliNamesVendors"),
        Arguments.of("names say what a thing is", "state.SomethingManager"),
        Arguments.of("packages are null-marked", "state.SomethingManager"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("violations")
  void brokenCode_isFoundByTheRule(String rule, String offender) {
    ArchRule checked = HouseRules.of(BROKEN).get(rule);

    EvaluationResult result = checked.evaluate(BROKEN_CODE);

    assertThat(result.getFailureReport().getDetails())
        .anySatisfy(line -> assertThat(line).contains(FIXTURE + "." + offender));
  }

  @Test
  void everyRule_isBrokenOnce() {
    Set<String> broken =
        violations()
            .map(violation -> (String) violation.get()[0])
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(broken).containsExactlyInAnyOrderElementsOf(HouseRules.of(TIDEMARK).keySet());
  }

  @Test
  void nullMarkedPackage_isNotReported() {
    List<String> details =
        HouseRules.of(BROKEN)
            .get("packages are null-marked")
            .evaluate(BROKEN_CODE)
            .getFailureReport()
            .getDetails();

    assertThat(details).noneMatch(line -> line.contains(FIXTURE + ".config."));
  }

  @Test
  void mainCode_isSeen() {
    assertThat(MAIN_CODE.contain(TidemarkException.class)).isTrue();
    assertThat(MAIN_CODE.contain(House.class)).isFalse();
  }

  @Test
  void everyModule_isOnTheClassPathOfTheRules() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> modules =
        Pom.ofParent().texts("/project/modules/module").stream()
            .filter(module -> !NOT_SEEN_FROM_HERE.contains(module))
            .toList();

    assertThat(modules)
        .isNotEmpty()
        .allSatisfy(
            module ->
                assertThat(classPath).containsPattern("[/\\\\]" + module + "[/\\\\]target[/\\\\]"));
  }
}
