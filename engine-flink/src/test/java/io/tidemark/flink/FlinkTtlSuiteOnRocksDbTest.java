package io.tidemark.flink;

final class FlinkTtlSuiteOnRocksDbTest extends FlinkTtlSuite {

  FlinkTtlSuiteOnRocksDbTest() {
    super("rocksdb", false);
  }
}
