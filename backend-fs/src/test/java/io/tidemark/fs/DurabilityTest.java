package io.tidemark.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.repository.PendingSnapshot;
import io.tidemark.snapshot.repository.RepositorySettings;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoreSink;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What survives the machine, and from when. */
class DurabilityTest {

  private static final byte[] CONTENT = "content".repeat(1_000).getBytes(UTF_8);

  @TempDir Path directory;

  private Path root;
  private FollowedDisk disk;
  private FileStorage storage;

  @BeforeEach
  void open() {
    root = directory.resolve("root");
    disk = new FollowedDisk();
    storage = open(SyncThreads.start());
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasCommitted_survivesBeforeTheNextCreatedBlobIsVisible(boolean helped) {
    List<String> names =
        IntStream.range(0, 40).mapToObj(i -> "shared/" + i % 20 + "/" + i).toList();
    disk =
        new FollowedDisk() {
          @Override
          void link(Path file, Path blob) throws IOException {
            assertThat(names).allMatch(name -> survives(root.resolve(name)));
            super.link(file, blob);
          }
        };
    FileStorage own = open(helped ? SyncThreads.start() : idle());
    names.forEach(name -> put(own, name));

    assertThat(own.createIfAbsent("checkpoints/1/manifest", CONTENT)).isTrue();

    assertThat(disk.survives(root.resolve("checkpoints/1/manifest"))).isTrue();
  }

  @Test
  void linkedBlob_survivesFromTheNextCreatedBlobOn() throws IOException {
    Path file = Files.write(directory.resolve("file"), CONTENT);
    SupportsLink<String, StoredBlob> links = storage;
    links.link("shared/1/a", file, CONTENT.length, 0);

    storage.createIfAbsent("manifest", CONTENT);

    assertThat(disk.survives(root.resolve("shared/1/a"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared/1", "shared", ""})
  void folderThatCannotBeSynced_keepsTheNextBlobFromBeingCreated_untilItCanBe(String folder) {
    storage.createIfAbsent("job/first", CONTENT);
    disk.breakFolder(root.resolve(folder));
    put(storage, "shared/1/a");
    put(storage, "job/b");

    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(() -> storage.createIfAbsent("job/manifest", CONTENT))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("blob 'shared/1/a' may not survive the machine")
          .hasMessageContaining("Input/output error");
      assertThat(root.resolve("job/manifest")).doesNotExist();
    }

    disk.mend();
    assertThat(storage.createIfAbsent("job/manifest", CONTENT)).isTrue();
    assertThat(disk.survives(root.resolve("shared/1/a"))).isTrue();
    assertThat(disk.survives(root.resolve("job/b"))).isTrue();
  }

  @Test
  void createdBlobThatMayNotSurvive_isAnError_untilItDoes() {
    storage.createIfAbsent("epochs/1", CONTENT);
    disk.breakFolder(root.resolve("epochs"));

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> storage.createIfAbsent("epochs/2", CONTENT))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("Input/output error");
      assertThat(root.resolve("epochs/2")).exists();
    }

    disk.mend();
    assertThat(storage.createIfAbsent("epochs/2", CONTENT)).isFalse();
    assertThat(disk.survives(root.resolve("epochs/2"))).isTrue();
  }

  @Test
  void blobsBefore_surviveAlsoWhereTheNameIsTaken() {
    storage.createIfAbsent("manifest", CONTENT);
    put(storage, "shared/1/a");

    assertThat(storage.createIfAbsent("manifest", CONTENT)).isFalse();

    assertThat(disk.survives(root.resolve("shared/1/a"))).isTrue();
  }

  @Test
  void deletedBlob_isNotWaitedFor() {
    FileStorage own = open(idle());
    put(own, "shared/1/a");
    own.delete(List.of("shared/1/a"));
    assertThat(root.resolve("shared")).doesNotExist();

    assertThat(own.createIfAbsent("manifest", CONTENT)).isTrue();
  }

  @Test
  void folderThatIsMadeAnew_isMadeToSurviveAnew() {
    put(storage, "shared/1/a");
    storage.createIfAbsent("first", CONTENT);
    storage.delete(List.of("shared/1/a"));
    put(storage, "shared/1/b");

    storage.createIfAbsent("second", CONTENT);

    assertThat(disk.survives(root.resolve("shared/1/b"))).isTrue();
  }

  @Test
  void blobsThatComeBeforeASyncOfTheirFolder_shareIt() throws IOException {
    Path folder = Files.createDirectories(root.resolve("shared"));
    AtomicInteger syncs = new AtomicInteger();
    Disk counting =
        new Disk() {
          @Override
          void syncFolder(Path synced) {
            if (synced.equals(folder)) {
              syncs.incrementAndGet();
            }
          }
        };
    List<Runnable> waiting = new ArrayList<>();
    FolderSyncs folderSyncs = new FolderSyncs(new FolderTree(root, counting), waiting::add);
    for (int i = 0; i < 5; i++) {
      folderSyncs.begin(folder.resolve("blob-" + i));
    }
    waiting.forEach(Runnable::run);
    assertThat(syncs).hasValue(1);

    folderSyncs.begin(folder.resolve("later"));
    folderSyncs.await();

    assertThat(syncs).hasValue(2);
  }

  @Test
  void closedStorage_doesWhatItBegan() throws Exception {
    SyncThreads threads = SyncThreads.start();
    put(open(threads), "shared/1/a");
    threads.shutdown();

    assertThat(threads.ofFolders().awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(disk.survives(root.resolve("shared/1/a"))).isTrue();
  }

  @Test
  void systemThatHasNoThreadToGive_hasTheCallerSync() {
    FileStorage own = open(SyncThreads.start(DurabilityTest::threadThatCannotStart));
    try (BlobWriter<StoredBlob> writer = own.write("shared/1/large")) {
      byte[] bytes = new byte[(int) EarlySync.STEP_BYTES];
      writer.write(bytes, 0, bytes.length);
      writer.commit();
    }

    assertThat(disk.survives(root.resolve("shared/1/large"))).isTrue();
    assertThat(own.createIfAbsent("checkpoints/1/manifest", CONTENT)).isTrue();
    assertThat(disk.survives(root.resolve("checkpoints/1/manifest"))).isTrue();
  }

  private static Thread threadThatCannotStart(Runnable task) {
    return new Thread(task) {
      @Override
      public void start() {
        throw new OutOfMemoryError("unable to create native thread");
      }
    };
  }

  /** A process that is killed after a commit may not have come to the folder. */
  @Test
  void copyThatGoesOn_makesWhatItFindsSurvive() {
    try (FileStorage elsewhere = open(directory.resolve("elsewhere"), new Disk())) {
      SnapshotRepository source = repository(elsewhere);
      StoredSnapshot original = checkpoint(source);
      String blob = original.blobNames().iterator().next();
      disk.breakFolder(FolderTree.folderOf(root.resolve(blob)));
      FileStorage killed = open(idle());
      assertThatThrownBy(() -> source.copyTo(repository(killed), original, WorkProgress.NONE))
          .isInstanceOf(StorageException.class);
      disk.mend();
      assertThat(disk.survives(root.resolve(blob))).isFalse();

      source.copyTo(repository(storage), original, WorkProgress.NONE);

      assertThat(disk.survives(root.resolve(blob))).isTrue();
    }
  }

  private static SnapshotRepository repository(SnapshotStorage storage) {
    return new SnapshotRepository(
        storage,
        "job",
        new RepositorySettings(InstantSource.system(), UUID::randomUUID, Runnable::run, 1, 0));
  }

  private static StoredSnapshot checkpoint(SnapshotRepository repository) {
    KeyGroupRange all = KeyGroupRange.all(128);
    PendingSnapshot snapshot = repository.claim().beginCheckpoint();
    try (StoreSink sink = snapshot.sink();
        BlobWriter<BlobRef> writer = sink.create(BlobScope.SHARED)) {
      writer.write(CONTENT, 0, CONTENT.length);
      BlobUse use = new BlobUse(writer.commit(), all, 0, true);
      sink.finish();
      StoreSchema schema = new StoreSchema(TypeDescription.Scalar.STRING, List.of());
      StoreSnapshot store =
          new StoreSnapshot("test", "runs", 1, all, List.of(schema), List.of(use));
      SubtaskSnapshot subtask = new SubtaskSnapshot(0, store, null);
      OperatorSnapshot operator = new OperatorSnapshot("count", 1, List.of(subtask));
      return snapshot.publish(128, KeyGroups.RULE, List.of(operator), Map.of());
    }
  }

  private FileStorage open(SyncThreads threads) {
    return new FileStorage(root, disk, InstantSource.system(), threads);
  }

  private static FileStorage open(Path root, Disk disk) {
    return new FileStorage(root, disk, InstantSource.system(), SyncThreads.start());
  }

  private static void put(SnapshotStorage storage, String name) {
    try (BlobWriter<StoredBlob> writer = storage.write(name)) {
      writer.write(CONTENT, 0, CONTENT.length);
      writer.commit();
    }
  }

  private static SyncThreads idle() {
    SyncThreads ended = SyncThreads.start();
    ended.shutdown();
    return ended;
  }
}
