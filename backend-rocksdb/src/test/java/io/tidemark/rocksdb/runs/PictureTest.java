package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.rocksdb.engine.EngineSettings;
import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.rocksdb.engine.NativeLibrary;
import io.tidemark.rocksdb.engine.Scan;
import io.tidemark.rocksdb.leaks.NativeObjects;
import io.tidemark.spi.KeyGroupRange;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Snapshot;

class PictureTest {

  @TempDir Path directory;

  @Test
  void pictureThatIsClosed_isNotScanned_norPinnedLater() {
    NativeLibrary.load();
    try (Engine engine = new Engine(EngineSettings.plain(1 << 20, 4 << 10, 10));
        Database database =
            new Database(engine, directory, List.of(KeyGroupRange.all(2)), () -> {})) {
      Picture picture = new Picture(database);
      picture.pin();
      try (Scan scan = picture.scan(0, KeyLayout.start(0), KeyLayout.start(1))) {
        assertThat(scan.isValid()).isFalse();
      }

      picture.close();
      picture.pin();

      assertThatThrownBy(() -> picture.scan(0, KeyLayout.start(0), KeyLayout.start(1)))
          .isInstanceOf(CancellationException.class);
      assertThat(NativeObjects.open(Snapshot.class)).isZero();
    }
  }
}
