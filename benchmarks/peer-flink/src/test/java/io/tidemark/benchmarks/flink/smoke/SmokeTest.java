package io.tidemark.benchmarks.flink.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.benchmarks.smoke.SmokeRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTest {

  @TempDir Path folder;

  @Test
  void smallRun_leavesFiguresOfBothAndAReport() throws Exception {
    String json = new SmokeRun(folder).against("flink", "s3-memory-full");

    assertThat(json).contains("\"rivalFigures\"", "\"ratio\"", "\"jmhVersion\"", "\"requests\"");
    assertThat(json).contains("\"flink-runtime\" : \"2.3.0\"", "\"frocksdbjni\"");
  }
}
