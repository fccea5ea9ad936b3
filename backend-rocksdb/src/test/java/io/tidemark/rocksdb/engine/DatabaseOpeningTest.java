package io.tidemark.rocksdb.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.NativeObjects;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

/** Who opens a database, and who closes it. */
class DatabaseOpeningTest {

  private static final EngineSettings SETTINGS = EngineSettings.plain(4 << 20, 4 << 10, 10);
  private static final List<KeyGroupRange> ONE_PART = List.of(KeyGroupRange.of(0, 7));

  @TempDir Path directory;

  private final List<Runnable> given = new ArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();

  @SuppressWarnings("NullAway.Init")
  private Engine engine;

  @BeforeEach
  void load() {
    NativeLibrary.load();
    engine = new Engine(SETTINGS);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void databaseThatTheExecutorOpened_isGivenOut_andClosedUnlessKept() {
    Database database;
    try (DatabaseOpening opening = open(Runnable::run)) {
      assertThat(closed).hasValue(0);
      database = opening.database();
      assertThat(opening.database()).isSameAs(database);
    }
    assertThat(database.isClosed()).isTrue();
    assertThat(closed).hasValue(1);
  }

  @Test
  void databaseThatIsKept_staysOpen() {
    Database database;
    try (DatabaseOpening opening = open(Runnable::run)) {
      database = opening.keep();
    }
    assertThat(database.isClosed()).isFalse();
    assertThat(closed).hasValue(0);

    database.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void whatNoThreadCameTo_isOpenedByTheFirstWhoNeedsIt() {
    long made = NativeObjects.made(RocksDB.class);
    try (DatabaseOpening opening = open(given::add)) {
      assertThat(NativeObjects.made(RocksDB.class)).isEqualTo(made);
      Database database = opening.database();

      given.forEach(Runnable::run);
      assertThat(opening.database()).isSameAs(database);
      assertThat(NativeObjects.made(RocksDB.class)).isEqualTo(made + 1);
    }
  }

  @Test
  void executorThatRefuses_leavesItToTheFirstWhoNeedsIt() {
    Executor full =
        opening -> {
          throw new RejectedExecutionException();
        };
    try (DatabaseOpening opening = open(full)) {
      assertThat(opening.database().isClosed()).isFalse();
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void afterTheClose_nothingIsOpened_andTheEndWasTold() {
    long made = NativeObjects.made(RocksDB.class);
    DatabaseOpening opening = open(given::add);
    opening.close();
    opening.close();
    given.forEach(Runnable::run);

    assertThat(closed).hasValue(1);
    assertThat(NativeObjects.made(RocksDB.class)).isEqualTo(made);
  }

  @Test
  void databaseThatCannotBeOpened_isToldToEachWhoNeedsIt_andTheEndOnce() throws IOException {
    Files.writeString(directory.resolve("db"), "a file where the directory should be");
    try (DatabaseOpening opening = open(Runnable::run)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(opening::database)
            .isInstanceOf(StateBackendException.class)
            .hasMessageContaining(directory.toString());
      }
    }
    assertThat(closed).hasValue(1);
  }

  private DatabaseOpening open(Executor executor) {
    return new DatabaseOpening(
        engine, directory.resolve("db"), ONE_PART, executor, closed::incrementAndGet);
  }
}
