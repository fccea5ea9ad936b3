package io.tidemark.flink.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.SupportsLateReads;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.CloseableRegistry;
import org.junit.jupiter.api.Test;

final class HandleSourceTest {

  @Test
  void damagedCopies_areToBeFoundWhileTheStoreIsOpened() {
    RestoredCheckpoint restored = new RestoredCheckpoint(List.of(), Map.of(), Map.of());

    assertThat(CheckpointReader.source(restored, new CloseableRegistry()))
        .isNotInstanceOf(SupportsLateReads.class);
  }
}
