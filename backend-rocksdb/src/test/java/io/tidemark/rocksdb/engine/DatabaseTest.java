package io.tidemark.rocksdb.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.NativeObjects;
import io.tidemark.rocksdb.leaks.OpenFiles;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksIterator;

/** What a database does when it cannot take files over, or cannot read them. */
class DatabaseTest {

  private static final int BLOCK_BYTES = 4 << 10;
  private static final int BLOCKS = 8;
  private static final EngineSettings SETTINGS = EngineSettings.plain(4 << 20, BLOCK_BYTES, 10);
  private static final List<KeyGroupRange> TWO_PARTS =
      List.of(KeyGroupRange.of(0, 3), KeyGroupRange.of(4, 7));

  @TempDir Path directory;

  @Test
  void filesOfTwoParts_areTakenTogether() {
    try (Engine engine = load();
        Database database = open(engine)) {
      database.ingest(List.of(List.of(file(engine, 1)), List.of(file(engine, 5))));

      assertThat(get(database, 1)).isEqualTo(1);
      assertThat(get(database, 5)).isEqualTo(1);
    }
  }

  @Test
  void firstPartRefused_leavesTheDatabaseAsItWas() throws IOException {
    try (Engine engine = load();
        Database database = open(engine)) {
      Path good = file(engine, 5);
      Path bad = Files.writeString(directory.resolve("bad.sst"), "not a sorted file");

      assertThatThrownBy(() -> database.ingest(List.of(List.of(bad), List.of(good))))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.toString());

      assertThat(get(database, 5)).isEqualTo(Database.NOT_FOUND);
      database.ingest(List.of(List.of(), List.of(good)));
      assertThat(get(database, 5)).isEqualTo(1);
    }
  }

  @Test
  void secondPartRefused_letsNobodySeeHalfAChange() throws IOException {
    try (Engine engine = load();
        Database database = open(engine)) {
      Path good = file(engine, 1);
      Path bad = Files.writeString(directory.resolve("bad.sst"), "not a sorted file");

      assertThatThrownBy(() -> database.ingest(List.of(List.of(good), List.of(bad))))
          .isInstanceOf(StateBackendException.class);

      assertThatThrownBy(() -> get(database, 1)).hasMessageContaining("last snapshot");
      assertThatThrownBy(() -> database.scan(1, KeyLayout.start(1), KeyLayout.start(2)))
          .hasMessageContaining("last snapshot");
      assertThatThrownBy(() -> database.getAll(1, List.of(KeyLayout.start(1, 1))))
          .hasMessageContaining("last snapshot");
      assertThatThrownBy(() -> database.ingest(List.of(List.of(), List.of())))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("last snapshot")
          .hasCauseInstanceOf(StateBackendException.class);
    }
  }

  @Test
  void refusedFiles_leaveNoLinksBehind() throws IOException {
    try (Engine engine = load();
        Database database = open(engine)) {
      Path bad = Files.writeString(directory.resolve("bad.sst"), "not a sorted file");

      assertThatThrownBy(() -> database.ingest(List.of(List.of(bad), List.of())))
          .isInstanceOf(StateBackendException.class);

      try (var left = Files.list(directory.resolve("db"))) {
        assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("in-"));
      }
    }
  }

  @Test
  void readOfADamagedFile_isTold_andLeavesNothingOpen() throws IOException {
    try (Engine engine = load();
        Database database = open(engine)) {
      Path file = directory.resolve("blocks.sst");
      try (SortedFileWriter writer = new NativeFileWriter(engine, file, true)) {
        for (int tag = 0; tag < BLOCKS; tag++) {
          writer.put(KeyLayout.start(1, tag), random(BLOCK_BYTES), 0, BLOCK_BYTES);
        }
        writer.finish();
      }
      database.ingest(List.of(List.of(file), List.of()));
      // Taking it over read its ends.
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate((BLOCKS - 2) * BLOCK_BYTES), BLOCK_BYTES);
      }
      byte[] damaged = KeyLayout.start(1, BLOCKS / 2);
      long open = NativeObjects.open(RocksIterator.class);

      assertThatThrownBy(() -> database.scan(1, damaged, KeyLayout.start(2)))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.resolve("db").toString())
          .hasMessageContaining("restore the job from its last");
      assertThatThrownBy(() -> database.getAll(1, List.of(damaged, KeyLayout.start(1, 1))))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.resolve("db").toString())
          .hasMessageContaining("restore the job from its last");

      assertThat(NativeObjects.open(RocksIterator.class)).isEqualTo(open);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "db/LOCK/directory"})
  void placeThatIsTakenBySomethingElse_isNamed_andTheEngineIsFree(String taken) throws IOException {
    Files.createDirectories(directory.resolve(taken).getParent());
    Files.createFile(directory.resolve(taken));
    AtomicInteger closed = new AtomicInteger();
    try (Engine engine = load()) {
      assertThatThrownBy(
              () ->
                  new Database(engine, directory.resolve("db"), TWO_PARTS, closed::incrementAndGet))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.resolve("db").toString())
          .hasMessageContaining("state.backend.rocksdb.localdir");
    }
    assertThat(closed).hasValue(0);
    assertThat(OpenFiles.under(directory)).isEmpty();
  }

  @Test
  void propertyThatRocksDbDoesNotHave_isNamed() {
    try (Engine engine = load();
        Database database = open(engine)) {
      assertThatThrownBy(() -> database.property("rocksdb.no-such"))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("rocksdb.no-such");
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  private static Engine load() {
    NativeLibrary.load();
    return new Engine(SETTINGS);
  }

  private Database open(Engine engine) {
    return new Database(engine, directory.resolve("db"), TWO_PARTS, () -> {});
  }

  private Path file(Engine engine, int keyGroup) {
    Path path = directory.resolve(keyGroup + ".sst");
    try (SortedFileWriter writer = new NativeFileWriter(engine, path, true)) {
      writer.put(KeyLayout.start(keyGroup, 1), new byte[] {7}, 0, 1);
      writer.finish();
    }
    return path;
  }

  private static int get(Database database, int keyGroup) {
    return database.get(
        keyGroup, KeyLayout.start(keyGroup, 1), KeyLayout.PREFIX_BYTES, new byte[8]);
  }
}
