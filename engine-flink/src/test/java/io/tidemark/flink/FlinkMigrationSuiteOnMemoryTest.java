package io.tidemark.flink;

final class FlinkMigrationSuiteOnMemoryTest extends FlinkMigrationSuite {

  FlinkMigrationSuiteOnMemoryTest() {
    super("memory");
  }
}
