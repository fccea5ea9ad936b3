package io.tidemark.flink;

final class FlinkTtlSuiteOnMemoryIncrementalTest extends FlinkTtlSuite {

  FlinkTtlSuiteOnMemoryIncrementalTest() {
    super("memory", true);
  }
}
