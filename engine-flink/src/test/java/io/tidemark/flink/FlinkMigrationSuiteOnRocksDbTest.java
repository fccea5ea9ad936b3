package io.tidemark.flink;

final class FlinkMigrationSuiteOnRocksDbTest extends FlinkMigrationSuite {

  FlinkMigrationSuiteOnRocksDbTest() {
    super("rocksdb");
  }
}
