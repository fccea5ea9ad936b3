package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.Committer;
import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.connector.SinkContext;
import io.tidemark.runtime.connector.SinkWriter;
import io.tidemark.serialization.Pair;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.snapshot.repository.FoundSnapshot;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recovery reads every byte once, in the attempt that it restores, and finds all damage there.
 */
class DamagedRestoreTest {

  private static final List<String> WORDS =
      IntStream.range(0, 40).mapToObj(i -> "word-" + i % 13).toList();

  /** A pack ends with these, which say of it as a whole what manifests say of its parts. */
  private static final int TRAILER_BYTES = 16;

  private static final String[] NOTHING_INLINE = {
    "execution.checkpointing.data-inline-threshold", "0 b"
  };

  @TempDir private Path folder;
  private final String name = UUID.randomUUID().toString();
  private final CountingJob job = new CountingJob(1);
  private EngineRig rig;

  /** Two checkpoints, and a third of the words after them. */
  @BeforeEach
  void takeTwo() throws Exception {
    rig = new EngineRig(folder, "watched:///" + name);
    JobHandle handle = rig.start(job, NOTHING_INLINE);
    for (int i = 0; i < 2; i++) {
      job.words.add(0, WORDS.subList(i * 15, (i + 1) * 15));
      job.awaitCounted(15);
      EngineRig.checkpoint(handle);
    }
    EngineRig.cancel(handle);
    job.words.add(0, WORDS.subList(30, WORDS.size()));
    rig.restored.clear();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void recovery_readsNoByteTwice() throws Exception {
    WatchedStorages.Watch watch = WatchedStorages.of(name);
    StoredSnapshot newest = newest();
    watch.forget();
    job.words.end();
    EngineRig.get(rig.start(job, NOTHING_INLINE).result());

    assertReadOnce(watch, newest);
    assertThat(rig.restored).containsExactly(newest.id());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void restoreOfANamedHistory_readsNoByteTwice(boolean byUri) throws Exception {
    WatchedStorages.Watch watch = WatchedStorages.of(name);
    StoredSnapshot newest = newest();
    watch.forget();
    job.words.end();
    EngineRig.get(startElsewhere(namedHistory(byUri)).result());

    assertReadOnce(watch, newest);
    assertThat(rig.restored).containsExactly(newest.id());
    assertThat(job.counts.committed()).containsExactlyElementsOf(CountingJob.expected(WORDS));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void damageInANamedHistory_isFoundByTheRestoreAndTheOlderOneStandsIn(boolean byUri)
      throws Exception {
    StoredSnapshot newest = newest();
    flipOneOf(newest);
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    EngineRig.get(
        startElsewhere(
                namedHistory(byUri),
                "restart-strategy.type",
                "fixed-delay",
                "restart-strategy.fixed-delay.delay",
                "0 s")
            .result());

    long older = newest.id() - 1;
    assertThat(rig.restored).containsExactly(newest.id(), older, older);
    assertThat(job.counts.committed())
        .hasSize(WORDS.size() + 1)
        .containsAll(CountingJob.expected(WORDS));
  }

  @Test
  void policyFail_endsTheJobWithTheDamageInANamedHistory() {
    String blob = flipOneOf(newest());

    assertThatThrownBy(
            () ->
                EngineRig.get(
                    startElsewhere(namedHistory(false), "execution.state-recovery.damaged", "fail")
                        .result()))
        .cause()
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(blob);
    assertThat(rig.restored).containsExactly(newest().id());
  }

  private RestoreChoice namedHistory(boolean byUri) {
    return byUri
        ? new RestoreChoice.At(rig.repository().storage().root())
        : new RestoreChoice.NewestOf(rig.repository());
  }

  /** The job's own checkpoints go to a place where there are none yet. */
  private JobHandle startElsewhere(RestoreChoice choice, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("execution.checkpointing.dir", "memory:///" + UUID.randomUUID()));
    return rig.start(job, choice, all.toArray(String[]::new));
  }

  private void assertReadOnce(WatchedStorages.Watch watch, StoredSnapshot snapshot)
      throws Exception {
    SnapshotStorage storage = rig.repository().storage();
    assertThat(snapshot.blobNames()).isNotEmpty();
    for (String blob : snapshot.blobNames()) {
      long read = watch.bytesRead(blob);
      assertThat(read).as(blob).isBetween(1L, (long) WatchedStorages.bytes(storage, blob).length);
    }
  }

  @Test
  void flippedByte_isFoundAndTheOlderOneStandsIn_orIsOfNoUse() throws Exception {
    job.words.end();
    StoredSnapshot newest = newest();
    StoredSnapshot older = rig.repository().checkpoint(newest.id() - 1);
    List<String> blobs = new ArrayList<>(newest.blobNames());
    blobs.removeAll(older.blobNames());
    blobs.add(newest.location().manifest());
    SnapshotStorage original = rig.repository().storage();
    for (String blob : blobs) {
      int length = WatchedStorages.bytes(original, blob).length;
      boolean manifest = blob.equals(newest.location().manifest());
      for (int offset = 0; offset < length; offset += manifest ? 500 : 9) {
        finishFromACopyWith(blob, offset);
        boolean trailer = blob.endsWith(".pack") && offset >= length - TRAILER_BYTES;
        List<Long> expected =
            manifest
                ? List.of(older.id())
                : trailer ? List.of(newest.id()) : List.of(newest.id(), older.id());
        assertThat(rig.restored).as("byte %d of %s", offset, blob).isEqualTo(expected);
        assertThat(job.counts.committed())
            .as("byte %d of %s", offset, blob)
            .containsExactlyElementsOf(CountingJob.expected(WORDS));
      }
    }
  }

  private void finishFromACopyWith(String blob, int offset) throws Exception {
    String copy = UUID.randomUUID().toString();
    String root = "watched:///" + copy;
    WatchedStorages.copy(rig.repository().storage(), rig.repository(root).storage());
    WatchedStorages.of(copy).flip(blob, offset);
    rig.restored.clear();
    EngineRig.get(rig.start(job, "execution.checkpointing.dir", root).result());
  }

  @Test
  void damageOfAll_endsTheJob_whichTriesEachOnce() {
    StoredSnapshot newest = newest();
    StoredSnapshot older = rig.repository().checkpoint(newest.id() - 1);
    flipOneOf(newest);
    String blob = flipOneOf(older);

    assertThatThrownBy(
            () ->
                EngineRig.get(
                    rig.start(job, "restart-strategy.type", "exponential-delay").result()))
        .cause()
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(blob);
    assertThat(rig.restored).containsExactly(newest.id(), older.id());
  }

  @Test
  void policyFail_endsTheJobWithTheDamage() {
    String blob = flipOneOf(newest());

    assertThatThrownBy(
            () ->
                EngineRig.get(
                    rig.start(
                            job,
                            "execution.state-recovery.damaged",
                            "fail",
                            "restart-strategy.type",
                            "exponential-delay")
                        .result()))
        .cause()
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(blob);
    assertThat(rig.restored).containsExactly(newest().id());
  }

  @Test
  void namedSnapshot_isNeverReplacedByAnotherNorTriedAgain() {
    StoredSnapshot newest = newest();
    String blob = flipOneOf(newest);
    RestoreChoice named = rig.at(newest);

    assertThatThrownBy(
            () ->
                EngineRig.get(
                    rig.start(job, named, "restart-strategy.type", "exponential-delay").result()))
        .cause()
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(blob);
    assertThat(rig.restored).containsExactly(newest.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "fall-back"})
  void damageOfCheckpointsThatAJobDidNotBeginWith_isNothingToIt(String damaged) throws Exception {
    StoredSnapshot newest = newest();
    long older = newest.id() - 1;
    RestoreChoice named = rig.at(rig.repository().checkpoint(older));
    WatchedStorages.of(name).flip(newest.location().manifest(), 500);
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();

    JobHandle handle =
        rig.start(
            job,
            named,
            "execution.state-recovery.damaged",
            damaged,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "0 s");

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(rig.restored).containsExactly(older, older);
    WatchedStorages.of(name).heal();
    assertThat(rig.repository().checkpoints())
        .as("nobody went on without it")
        .filteredOn(found -> !found.late())
        .extracting(FoundSnapshot::id)
        .contains(newest.id());
  }

  @Test
  void jobThatHasNoWholeCheckpointOfItsOwn_beginsAgainWithWhatItBeganWith() throws Exception {
    StoredSnapshot newest = newest();
    JobHandle handle =
        rig.start(
            job,
            rig.at(newest),
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.delay",
            "0 s");
    rig.await(JobStatus.RUNNING);
    EngineRig.checkpoint(handle);
    rig.repository()
        .checkpoints()
        .forEach(found -> WatchedStorages.of(name).flip(found.location().manifest(), 500));
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();

    assertThat(EngineRig.get(handle.result())).isEqualTo(JobStatus.FINISHED);
    assertThat(rig.restored).containsExactly(newest.id(), newest.id());
  }

  @Test
  void passedOver_isNeverRestoredAlthoughItReadsWholeAgain() throws Exception {
    StoredSnapshot newest = newest();
    flipOneOf(newest);
    job.bombs.set(1);
    job.words.add(0, List.of(CountingJob.BOMB));
    job.words.end();
    JobHandle handle =
        rig.start(
            job,
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "1",
            "restart-strategy.fixed-delay.delay",
            "5 s");
    rig.await(JobStatus.RUNNING);
    WatchedStorages.of(name).heal();
    rig.time.awaitAlarm(Duration.ofSeconds(5));
    rig.advance(Duration.ofSeconds(5));
    EngineRig.get(handle.result());

    long older = newest.id() - 1;
    assertThat(rig.restored).containsExactly(newest.id(), older, older);
    assertThat(job.counts.committed())
        .hasSize(WORDS.size() + 1)
        .containsAll(CountingJob.expected(WORDS));
  }

  @Test
  void passedOver_isNotRestoredByALaterRunEither() throws Exception {
    StoredSnapshot newest = newest();
    flipOneOf(newest);
    JobHandle handle = rig.start(job);
    rig.await(JobStatus.RUNNING);
    EngineRig.cancel(handle);
    WatchedStorages.of(name).heal();
    rig.restored.clear();
    job.words.end();

    EngineRig.get(rig.start(job).result());

    assertThat(rig.restored).containsExactly(newest.id() - 1);
    assertThat(job.counts.committed()).containsExactlyElementsOf(CountingJob.expected(WORDS));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sinkThatCannotTakeBack_makesTheFallBackAnError_andChangesNoHistory(boolean named) {
    StoredSnapshot newest = newest();
    flipOneOf(newest);
    RestoreChoice choice = named ? namedHistory(false) : new RestoreChoice.Latest();

    assertThatThrownBy(
            () ->
                EngineRig.get(
                    rig.start(
                            builder -> {
                              job.accept(builder);
                              builder.source("words-2", job.words).sink("keeps", new Keeping());
                            },
                            choice)
                        .result()))
        .cause()
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("sink 'keeps' cannot take back");
    assertThat(rig.repository().checkpoints()).extracting(FoundSnapshot::id).contains(newest.id());
  }

  @Test
  void jobThatCannotBeRestored_fencesNobody() throws Exception {
    JobHandle running = rig.start(job, NOTHING_INLINE);
    rig.await(JobStatus.RUNNING);

    assertThatThrownBy(() -> rig.start(job, "pipeline.max-parallelism", "64"))
        .isInstanceOf(InvalidConfigurationException.class);

    assertThat(EngineRig.checkpoint(running).isCompleted()).isTrue();
    EngineRig.cancel(running);
  }

  private StoredSnapshot newest() {
    List<FoundSnapshot> history = rig.repository().checkpoints();
    return history.get(history.size() - 1).snapshot().orElseThrow();
  }

  /** Returns what the manifest calls the blob. */
  private String flipOneOf(StoredSnapshot snapshot) {
    String blob =
        snapshot.blobNames().stream()
            .filter(
                one -> one.startsWith(snapshot.location().manifest().replace("manifest.json", "")))
            .findFirst()
            .orElseThrow();
    WatchedStorages.of(name).flip(blob, 3);
    return blob.substring(blob.indexOf('/') + 1);
  }

  /** Commits, and that is that. */
  private static final class Keeping implements Sink<String, Pair<String, String>> {
    @Override
    public Serializer<Pair<String, String>> committables() {
      return Serializers.pair(Serializers.STRING, Serializers.STRING);
    }

    @Override
    public SinkWriter<String, Pair<String, String>> writer(SinkContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(String value, long timestamp) {}

        @Override
        public List<Pair<String, String>> prepareCommit(long checkpointId) {
          return List.of();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Committer<Pair<String, String>> committer(SinkContext context) {
      return committable -> {};
    }
  }
}
