package io.tidemark.flink;

final class FlinkTtlSuiteOnMemoryTest extends FlinkTtlSuite {

  FlinkTtlSuiteOnMemoryTest() {
    super("memory", false);
  }
}
