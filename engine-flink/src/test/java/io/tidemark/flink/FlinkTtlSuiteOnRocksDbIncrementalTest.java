package io.tidemark.flink;

final class FlinkTtlSuiteOnRocksDbIncrementalTest extends FlinkTtlSuite {

  FlinkTtlSuiteOnRocksDbIncrementalTest() {
    super("rocksdb", true);
  }
}
