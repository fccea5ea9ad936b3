package io.tidemark.flink;

final class FlinkSuiteOnMemoryTest extends FlinkSuite {

  FlinkSuiteOnMemoryTest() {
    super("memory");
  }
}
