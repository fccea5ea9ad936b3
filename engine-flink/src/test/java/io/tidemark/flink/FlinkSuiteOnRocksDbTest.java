package io.tidemark.flink;

final class FlinkSuiteOnRocksDbTest extends FlinkSuite {

  FlinkSuiteOnRocksDbTest() {
    super("rocksdb");
  }
}
