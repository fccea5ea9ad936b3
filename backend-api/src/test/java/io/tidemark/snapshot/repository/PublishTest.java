package io.tidemark.snapshot.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PublishTest {

  private final Job.Clock clock = new Job.Clock();
  private final MapStorage storage = new MapStorage(clock);
  private final List<String> calls = new ArrayList<>();

  @Test
  void blobsOfAllSizes_areReadAsTheyWereWritten() {
    JobClaim claim = repository().claim();
    PendingSnapshot pending = claim.beginCheckpoint();
    List<byte[]> contents = new ArrayList<>();
    List<BlobRef> blobs = new ArrayList<>();
    for (int length : new int[] {0, 1, 2048, 2049, 20480, 20481, 1 << 20, (1 << 20) + 1}) {
      for (BlobScope scope : BlobScope.values()) {
        contents.add(Job.bytes(length, length));
        blobs.add(Job.write(pending, scope, contents.get(contents.size() - 1)));
      }
    }

    StoredSnapshot published = Job.publish(pending, blobs.toArray(new BlobRef[0]));

    for (int i = 0; i < blobs.size(); i++) {
      assertThat(read(published, blobs.get(i))).isEqualTo(contents.get(i));
    }
    assertThat(repository().latest()).contains(published);
    assertThat(repository().verify(published, WorkProgress.NONE).isWhole()).isTrue();
  }

  @Test
  void tinyStateOfSixteenSubtasks_costsOneWrite() {
    PendingSnapshot pending = repository(counting()).claim().beginCheckpoint();
    StoreSnapshot[] stores = new StoreSnapshot[16];
    for (int i = 0; i < stores.length; i++) {
      stores[i] = Job.store(Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(20480, i)));
    }
    calls.clear();

    Job.publishStores(pending, stores);

    assertThat(writes()).containsExactly("create " + pending.location().manifest());
  }

  @Test
  void verification_countsTheManifestsThatItChecked() {
    JobClaim claim = repository().claim();
    PendingSnapshot pending = claim.beginCheckpoint();
    StoredSnapshot tiny =
        Job.publish(pending, Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(100, 1)));
    StoredSnapshot large = Job.checkpoint(claim, 3_000_000);

    assertThat(repository().verify(tiny, WorkProgress.NONE).bytes())
        .isEqualTo(tiny.manifestBytes());
    assertThat(repository().verify(WorkProgress.NONE).bytes())
        .isEqualTo(tiny.manifestBytes() + large.manifestBytes() + 2 * 3_000_000);
  }

  @Test
  void smallStateOfSixteenSubtasks_costsThreeWrites() {
    PendingSnapshot pending = repository(counting()).claim().beginCheckpoint();
    calls.clear();
    StoreSnapshot[] stores = new StoreSnapshot[16];
    for (int i = 0; i < stores.length; i++) {
      stores[i] =
          Job.store(
              Job.write(pending, BlobScope.SHARED, Job.bytes(30000, i)),
              Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(30000, -i)));
    }

    StoredSnapshot published = Job.publishStores(pending, stores);

    assertThat(writes()).hasSize(3);
    assertThat(repository().verify(published, WorkProgress.NONE).isWhole()).isTrue();
  }

  @Test
  void storageThatSaysTakenOfItsOwnFirstTry_publishesOnce() {
    JobClaim claim =
        repository(
                new InterceptedStorage(
                    storage,
                    new InterceptedStorage.Interceptor() {
                      @Override
                      @SuppressWarnings("unchecked")
                      public <T> T around(String call, String name, Supplier<T> work) {
                        T done = work.get();
                        return call.equals("create") ? (T) Boolean.FALSE : done;
                      }
                    }))
            .claim();

    StoredSnapshot published = Job.checkpoint(claim, 100);

    assertThat(repository().latest()).contains(published);
  }

  @Test
  void visibleManifestThatMayNotLast_isNotPublishedBeforeItDoes() {
    AtomicInteger failures = new AtomicInteger();
    JobClaim claim =
        repository(
                new InterceptedStorage(
                    storage,
                    new InterceptedStorage.Interceptor() {
                      @Override
                      public <T> T around(String call, String name, Supplier<T> work) {
                        T done = work.get();
                        if (call.equals("create") && failures.getAndDecrement() > 0) {
                          throw new StorageException("It may not last", true, null);
                        }
                        return done;
                      }
                    }))
            .claim();
    PendingSnapshot pending = claim.beginCheckpoint();
    BlobRef blob = Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(100, 1));
    failures.set(2);

    assertThatThrownBy(() -> Job.publish(pending, blob)).hasMessage("It may not last");
    assertThat(repository().latest().map(StoredSnapshot::id)).contains(pending.id());

    failures.set(1);
    StoredSnapshot published = Job.publish(pending, blob);
    assertThat(repository().latest()).contains(published);
  }

  @Test
  void publishWhoseAnswerWasLost_isPublishedAndMayBeAskedAgain() {
    FailOnce fail = new FailOnce("read", "/epochs/000000000002");
    JobClaim claim = repository(new InterceptedStorage(storage, fail)).claim();
    PendingSnapshot pending = claim.beginCheckpoint();
    BlobRef blob = Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    fail.armed = true;

    assertThatThrownBy(() -> Job.publish(pending, blob)).isInstanceOf(StorageException.class);
    StoredSnapshot published = Job.publish(pending, blob);

    assertThat(repository().latest()).contains(published);
    assertThat(claim.retained()).containsExactly(published.id());
  }

  @Test
  void abortOfWhatMayBePublished_deletesNothing() {
    FailOnce fail = new FailOnce("read", "/epochs/000000000002");
    JobClaim claim = repository(new InterceptedStorage(storage, fail)).claim();
    PendingSnapshot pending = claim.beginCheckpoint();
    BlobRef blob = Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    fail.armed = true;
    assertThatThrownBy(() -> Job.publish(pending, blob)).isInstanceOf(StorageException.class);

    pending.abort();

    assertThat(repository().latest().map(StoredSnapshot::id)).contains(pending.id());
    Job.checkpoint(claim, 100);
    assertThat(claim.retain(1)).containsExactly(pending.id());
    assertThat(storage.names()).noneMatch(name -> name.startsWith(folderOf(pending)));
  }

  @Test
  void manifestBeyondOneRequest_movesInlineBytesIntoAPack() {
    JobClaim claim = repository().claim();
    PendingSnapshot pending = claim.beginCheckpoint();
    List<BlobRef> blobs = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      blobs.add(Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(20000, i)));
    }

    StoredSnapshot published = Job.publish(pending, blobs.toArray(new BlobRef[0]));

    assertThat(published.manifestBytes()).isLessThan(SnapshotStorage.MAX_ATOMIC_BYTES);
    assertThat(blobs).allMatch(BlobRef.Inline.class::isInstance);
    List<BlobRef> stored = new ArrayList<>();
    published.manifest().forEachBlob(stored::add);
    for (int i = 0; i < blobs.size(); i++) {
      assertThat(read(published, stored.get(i))).isEqualTo(Job.bytes(20000, i));
    }
    assertThat(repository().verify(published, WorkProgress.NONE).isWhole()).isTrue();
  }

  @Test
  void anothersExclusiveBlob_isRefused() {
    JobClaim claim = repository().claim();
    PendingSnapshot first = claim.beginCheckpoint();
    BlobRef blob = Job.write(first, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    Job.publish(first, blob);
    PendingSnapshot second = claim.beginCheckpoint();

    assertThatThrownBy(() -> Job.publish(second, blob))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(((BlobRef.Stored) blob).name());
  }

  @Test
  void sharedBlobOfAPublishedCheckpoint_mayBeNamedAgain() {
    JobClaim claim = repository().claim();
    PendingSnapshot first = claim.beginCheckpoint();
    BlobRef blob = Job.write(first, BlobScope.SHARED, Job.bytes(5000, 1));
    Job.publish(first, blob);
    clock.advance(Duration.ofDays(1));
    PendingSnapshot second = claim.beginCheckpoint();

    StoredSnapshot published = Job.publish(second, blob);

    assertThat(read(published, blob)).isEqualTo(Job.bytes(5000, 1));
  }

  @Test
  void sharedBlobThatNoKeptCheckpointNames_isDeclined() {
    JobClaim claim = repository().claim();
    PendingSnapshot first = claim.beginCheckpoint();
    BlobRef blob = Job.write(first, BlobScope.SHARED, Job.bytes(3_000_000, 1));
    Job.publish(first, blob);
    clock.advance(Duration.ofDays(1));
    Job.checkpoint(claim, 100);
    claim.retain(1);
    PendingSnapshot late = claim.beginCheckpoint();

    assertThatThrownBy(() -> Job.publish(late, blob))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("may have been collected");
    late.abort();
    assertThat(repository().verify(WorkProgress.NONE).isWhole()).isTrue();
  }

  @Test
  void snapshotThatNamesABlobWhichWasRetiredMeanwhile_isDeclined() {
    JobClaim claim = repository().claim();
    PendingSnapshot base = claim.beginCheckpoint();
    BlobRef blob = Job.write(base, BlobScope.SHARED, Job.bytes(3_000_000, 1));
    Job.publish(base, blob);
    PendingSnapshot whole = claim.beginCheckpoint();
    PendingSnapshot increment = claim.beginCheckpoint();
    Job.publish(whole);
    claim.retain(1);

    assertThatThrownBy(() -> Job.publish(increment, blob))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("may have been collected");
    increment.abort();
    assertThat(repository().verify(WorkProgress.NONE).isWhole()).isTrue();
  }

  @Test
  void smallSharedBlobOfAPendingSnapshot_isStoredWhenALaterOneNamesIt() {
    JobClaim claim = repository().claim();
    PendingSnapshot first = claim.beginCheckpoint();
    BlobRef blob = Job.write(first, BlobScope.SHARED, Job.bytes(5000, 1));
    PendingSnapshot second = claim.beginCheckpoint();
    first.abort();

    StoredSnapshot published = Job.publish(second, blob);

    assertThat(read(published, blob)).isEqualTo(Job.bytes(5000, 1));
  }

  @Test
  void snapshotOfMoreThanHalfAShelfLife_isDeclined() {
    PendingSnapshot pending = repository().claim().beginCheckpoint();
    BlobRef blob = Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    clock.advance(RepositorySettings.DEFAULT_SHELF_LIFE.dividedBy(2).plusMillis(1));

    assertThatThrownBy(() -> Job.publish(pending, blob))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("too long");
    assertThat(repository().latest()).isEmpty();
  }

  @Test
  void checkpointOlderThanAPublishedOne_isDeclined() {
    JobClaim claim = repository().claim();
    PendingSnapshot older = claim.beginCheckpoint();
    StoredSnapshot newer = Job.checkpoint(claim, 100);

    assertThatThrownBy(() -> Job.publish(older)).isInstanceOf(StorageException.class);
    assertThat(repository().checkpoints())
        .extracting(FoundSnapshot::id)
        .containsExactly(newer.id());
  }

  @Test
  void abort_deletesItsOwnAndLeavesWhatIsShared() {
    PendingSnapshot pending = repository().claim().beginCheckpoint();
    BlobRef own = Job.write(pending, BlobScope.EXCLUSIVE, Job.bytes(3_000_000, 1));
    BlobRef shared = Job.write(pending, BlobScope.SHARED, Job.bytes(3_000_000, 2));

    pending.abort();
    pending.abort();
    pending.close();

    assertThat(storage.names())
        .contains(nameOf(pending, shared))
        .doesNotContain(nameOf(pending, own));
    assertThatThrownBy(() -> Job.publish(pending, own)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void blobThatIsCommittedAfterAnAbort_isGoneToo() {
    PendingSnapshot pending = repository().claim().beginCheckpoint();
    List<String> before = storage.names();
    try (StoreSink sink = pending.sink();
        BlobWriter<BlobRef> large = sink.create(BlobScope.EXCLUSIVE);
        BlobWriter<BlobRef> small = sink.create(BlobScope.EXCLUSIVE)) {
      large.write(new byte[3_000_000], 0, 3_000_000);
      small.write(new byte[30_000], 0, 30_000);
      pending.abort();

      assertThatThrownBy(large::commit).isInstanceOf(CancellationException.class);
      assertThatThrownBy(small::commit).isInstanceOf(CancellationException.class);
    }
    assertThat(storage.names()).isEqualTo(before);
  }

  @Test
  void savepoint_isSelfContainedAndItsFolderCanBeMoved() {
    JobClaim claim = repository().claim();
    PendingSnapshot pending = claim.beginSavepoint(repository(), "before-upgrade");
    BlobRef blob = Job.write(pending, BlobScope.SHARED, Job.bytes(3_000_000, 1));
    Job.publish(pending, blob);
    MapStorage elsewhere = new MapStorage(clock);
    for (String name : storage.names()) {
      if (name.startsWith("word-count/savepoints/before-upgrade/")) {
        elsewhere.put(name.substring(name.lastIndexOf('/') + 1), storage.bytes(name));
      }
    }

    SnapshotRepository moved = repository(elsewhere);
    StoredSnapshot snapshot = moved.load(SnapshotLocation.ROOT);

    assertThat(moved.verify(snapshot, WorkProgress.NONE).isWhole()).isTrue();
    assertThat(repository().savepoint("before-upgrade").manifest()).isEqualTo(snapshot.manifest());
  }

  @Test
  void savepointOfATakenName_isRefusedAndTheOtherStays() {
    JobClaim claim = repository().claim();
    StoredSnapshot first = Job.publish(claim.beginSavepoint(repository(), "mine"));
    PendingSnapshot second = claim.beginSavepoint(repository(), "mine");

    assertThatThrownBy(() -> Job.publish(second)).isInstanceOf(SnapshotExistsException.class);
    second.abort();
    assertThat(repository().savepoint("mine")).isEqualTo(first);
  }

  @Test
  void importOfATakenName_isRefusedBeforeAnythingIsWritten() {
    Job.publish(repository().claim().beginSavepoint(repository(), "mine"));

    assertThatThrownBy(() -> repository().importSavepoint("mine"))
        .isInstanceOf(SnapshotExistsException.class)
        .hasMessageContaining("mine");
  }

  private static final class FailOnce implements InterceptedStorage.Interceptor {

    private final String failing;
    private final String nameEnd;
    private boolean armed;

    FailOnce(String failing, String nameEnd) {
      this.failing = failing;
      this.nameEnd = nameEnd;
    }

    @Override
    public <T> T around(String call, String name, Supplier<T> work) {
      if (armed && call.equals(failing) && name.endsWith(nameEnd)) {
        armed = false;
        throw new StorageException("No answer", true, null);
      }
      return work.get();
    }
  }

  private SnapshotStorage counting() {
    return new InterceptedStorage(
        storage,
        new InterceptedStorage.Interceptor() {
          @Override
          public <T> T around(String call, String name, Supplier<T> work) {
            calls.add(call + " " + name);
            return work.get();
          }
        });
  }

  private List<String> writes() {
    return calls.stream()
        .filter(call -> call.startsWith("create") || call.startsWith("commit"))
        .toList();
  }

  private SnapshotRepository repository() {
    return repository(storage);
  }

  private SnapshotRepository repository(SnapshotStorage over) {
    return Job.repository(over, clock, 1);
  }

  private static String folderOf(PendingSnapshot pending) {
    return pending.location().folder();
  }

  private static String nameOf(PendingSnapshot pending, BlobRef blob) {
    return pending.location().name(((BlobRef.Stored) blob).name());
  }

  private byte[] read(StoredSnapshot snapshot, BlobRef blob) {
    byte[] bytes = new byte[(int) blob.length()];
    try (BlobReader reader = repository().source(snapshot).open(blob)) {
      int read = 0;
      while (read < bytes.length) {
        read += reader.read(bytes, read, bytes.length - read);
      }
      assertThat(reader.read(new byte[1], 0, 1)).isEqualTo(-1);
    }
    return bytes;
  }
}
