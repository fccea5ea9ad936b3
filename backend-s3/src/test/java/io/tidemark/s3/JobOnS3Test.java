package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.SnapshotStorageProviders;
import io.tidemark.spi.StorageContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole jobs keep their snapshots on S3. */
class JobOnS3Test {

  private static final int WORDS = 40;

  @TempDir private Path directory;
  private FaultyProxy proxy;
  private URI root;

  @BeforeEach
  void start() throws Exception {
    proxy = FaultyProxy.before(S3Server.endpoint());
    root = Opened.freshRoot();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void tinyCheckpointOf16Subtasks_costsAtMostThreePutsAndLooksAtNothing(String client) {
    try (SnapshotStorage storage = open(client);
        CountedJob job = new CountedJob(storage, 16, directory)) {
      for (int checkpoint = 0; checkpoint < 3; checkpoint++) {
        countWords(job);
        proxy.forget();
        job.checkpoint();

        List<String> operations = proxy.operations();
        assertThat(Collections.frequency(operations, "PutObject"))
            .as("of %s", operations)
            .isBetween(1, 3);
        assertThat(operations).containsOnly("PutObject", "Get");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void job_goesOnAtAnotherParallelismThroughFaults(String client) {
    Map<String, Long> expected = new TreeMap<>();
    for (int i = 0; i < WORDS; i++) {
      expected.put("word-" + i, 3L);
    }
    int[] faults = {0};
    proxy.plan(
        request -> {
          synchronized (faults) {
            return ++faults[0] % 5 == 0 ? Fault.values()[1 + faults[0] / 5 % 3] : Fault.NONE;
          }
        });
    for (int parallelism : new int[] {4, 1, 7}) {
      try (SnapshotStorage storage = open(client);
          CountedJob job = new CountedJob(storage, parallelism, directory)) {
        countWords(job);
        job.checkpoint();
        if (parallelism == 7) {
          assertThat(job.counts()).isEqualTo(expected);
        }
      }
    }
    try (SnapshotStorage storage = Opened.openPlain(root)) {
      SnapshotRepository repository = CountedJob.repository(storage);
      assertThat(repository.verify(WorkProgress.NONE).isWhole()).isTrue();
      assertThat(repository.checkpoints()).hasSize(3);
    }
  }

  @Test
  void collectedRoot_holdsNothingThatNoSnapshotNames() {
    try (SnapshotStorage storage = open("sdk2");
        CountedJob job = new CountedJob(storage, 2, directory)) {
      for (int i = 0; i < 6; i++) {
        countWords(job);
        job.checkpoint();
      }
      Opened.put(storage, "count/shared/00/orphan", new byte[10]);
      SnapshotRepository repository = CountedJob.repository(storage);
      assertThat(repository.collect(Duration.ZERO, true, false).bytes()).isPositive();
      assertThat(repository.verify(WorkProgress.NONE).isWhole()).isTrue();
      assertThat(Opened.names(storage)).doesNotContain("count/shared/00/orphan");
      assertThat(repository.collect(Duration.ZERO, true, false).bytes()).isZero();
    }
  }

  @Test
  void snapshot_isCopiedToMemoryAndBack() {
    try (SnapshotStorage storage = open("sdk2");
        SnapshotStorage memory = openMemory("copied");
        SnapshotStorage back = Opened.open(Opened.freshRoot(), S3Server.configuration())) {
      StoredSnapshot snapshot;
      Map<String, Long> counted;
      try (CountedJob job = new CountedJob(storage, 3, directory)) {
        countWords(job);
        snapshot = job.checkpoint();
        counted = job.counts();
      }
      SnapshotRepository inMemory = CountedJob.repository(memory);
      StoredSnapshot copied =
          CountedJob.repository(storage).copyTo(inMemory, snapshot, WorkProgress.NONE);
      StoredSnapshot copiedBack =
          inMemory.copyTo(CountedJob.repository(back), copied, WorkProgress.NONE);

      assertThat(CountedJob.repository(back).verify(copiedBack, WorkProgress.NONE).isWhole())
          .isTrue();
      try (CountedJob job = new CountedJob(back, 2, directory)) {
        assertThat(job.counts()).isEqualTo(counted);
      }
    }
  }

  @Test
  void nothingThatIsKept_holdsACredential() {
    try (SnapshotStorage storage = open("sdk2");
        CountedJob job = new CountedJob(storage, 2, directory)) {
      countWords(job);
      job.checkpoint();
      assertThat(storage.root().toString()).isEqualTo(root.toString());
    }
    try (RawBucket bucket = RawBucket.open()) {
      List<String> keys = bucket.keys(root.getPath().substring(1));
      assertThat(keys).isNotEmpty();
      for (String key : keys) {
        String text = key + new String(bucket.bytes(key), StandardCharsets.ISO_8859_1);
        Secrets.assertNoneIn(text, S3Server.configuration());
      }
    }
  }

  private static void countWords(CountedJob job) {
    for (int i = 0; i < WORDS; i++) {
      job.count("word-" + i);
    }
  }

  private SnapshotStorage open(String client) {
    return Opened.open(root, Opened.patient(proxy.endpoint(), client));
  }

  private static SnapshotStorage openMemory(String name) {
    return SnapshotStorageProviders.load(JobOnS3Test.class.getClassLoader())
        .open(
            URI.create("memory:" + name),
            new StorageContext(Configuration.empty(), InstantSource.system(), MetricGroup.none()));
  }
}
