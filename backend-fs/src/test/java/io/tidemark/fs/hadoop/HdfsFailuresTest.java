package io.tidemark.fs.hadoop;

import static io.tidemark.fs.hadoop.Storages.content;
import static io.tidemark.fs.hadoop.Storages.get;
import static io.tidemark.fs.hadoop.Storages.names;
import static io.tidemark.fs.hadoop.Storages.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a cluster does to a storage that goes on meanwhile. */
@ExtendWith(HdfsCluster.class)
@Timeout(120)
class HdfsFailuresTest {

  private static final int LARGE = 3 << 20;

  private final URI root = HdfsCluster.freshRoot();

  @Test
  void datanodeStoppedAndRestartedDuringWrites_losesNothing() throws Exception {
    MiniDFSCluster cluster = HdfsCluster.cluster();
    // Small blocks, so that a blob goes on in new ones after the datanode stopped.
    SnapshotStorage storage =
        Storages.open(root, Map.of("hadoop.dfs.replication", "2", "hadoop.dfs.blocksize", "1m"));
    byte[] content = content("job/a", LARGE);
    put(storage, "job/before", content);
    MiniDFSCluster.DataNodeProperties stopped;
    try (BlobWriter<StoredBlob> writer = storage.write("job/a")) {
      writer.write(content, 0, LARGE / 2);
      stopped = cluster.stopDataNode(0);
      writer.write(content, LARGE / 2, LARGE - LARGE / 2);
      assertThat(names(storage, "")).containsExactly("job/before");
      writer.commit();
    }
    put(storage, "job/b", content);
    assertThat(storage.createIfAbsent("job/c", content)).isTrue();
    try (BlobWriter<StoredBlob> writer = storage.write("job/d")) {
      writer.write(content, 0, LARGE / 2);
      cluster.restartDataNode(stopped, true);
      cluster.waitActive();
      writer.write(content, LARGE / 2, LARGE - LARGE / 2);
      writer.commit();
    }

    for (String name : List.of("job/before", "job/a", "job/b", "job/c", "job/d")) {
      assertThat(get(storage, name)).as(name).isEqualTo(content);
    }
    assertThat(HdfsCluster.residue(root)).isEmpty();
  }

  @Test
  void namenodeInSafeMode_refusesChangesRetryablyAndServesReads() throws Exception {
    DistributedFileSystem files = HdfsCluster.files();
    SnapshotStorage storage = Storages.open(root);
    byte[] content = content("a", 1000);
    put(storage, "a", content);
    try (BlobWriter<StoredBlob> writer = storage.write("b")) {
      writer.write(content, 0, content.length);
      files.setSafeMode(SafeModeAction.ENTER);
      try {
        assertSafeMode(() -> put(storage, "c", content));
        assertSafeMode(() -> storage.createIfAbsent("c", content));
        assertSafeMode(() -> storage.delete(List.of("a")));
        assertSafeMode(writer::commit);
        assertThat(get(Storages.open(root), "a")).isEqualTo(content);
        assertThat(names(storage, "")).containsExactly("a");
      } finally {
        files.setSafeMode(SafeModeAction.LEAVE);
      }
    }

    put(storage, "c", content);
    assertThat(names(storage, "")).containsExactly("a", "c");
    assertThat(HdfsCluster.residue(root)).isEmpty();
  }

  private static void assertSafeMode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.isRetryable()).as(e.getMessage()).isTrue())
        .hasMessageContaining("the namenode is in safe mode");
  }

  @Test
  void writerThatWasKilled_leavesAFileThatIsHiddenAndCollected() throws Exception {
    SnapshotStorage storage = Storages.open(root);
    Path unfinished;
    try (KilledWriter writer = KilledWriter.start(root, "job/b", LARGE)) {
      writer.kill();
      unfinished = onlyFileIn(new Path(root.getPath(), "job"));
    }
    DistributedFileSystem files = HdfsCluster.files();
    assertThat(files.isFileClosed(unfinished)).as("the dead writer's lease holds").isFalse();
    assertThat(names(storage, "")).isEmpty();
    assertThat(storage.collectLeftovers(0, false)).isEmpty();

    byte[] content = content("job/b", 1000);
    put(storage, "job/b", content);
    assertThat(storage.createIfAbsent("job/c", content)).isTrue();
    assertThat(storage.collectLeftovers(Long.MAX_VALUE, false))
        .extracting(StoredBlob::name)
        .containsExactly("job/" + unfinished.getName());

    assertThat(HdfsCluster.residue(root)).isEmpty();
    assertThat(get(storage, "job/b")).isEqualTo(content);
  }

  @Test
  void leaseThatTheNamenodeRecovered_makesNoBlob() throws Exception {
    SnapshotStorage storage = Storages.open(root);
    DistributedFileSystem files = HdfsCluster.files();
    try (KilledWriter writer = KilledWriter.start(root, "job/b", LARGE)) {
      writer.kill();
      Path unfinished = onlyFileIn(new Path(root.getPath(), "job"));
      recoverLease(files, unfinished);

      assertThat(files.isFileClosed(unfinished)).isTrue();
      assertThat(names(storage, "")).isEmpty();
      assertThat(storage.collectLeftovers(Long.MAX_VALUE, false)).hasSize(1);
      assertThat(HdfsCluster.residue(root)).isEmpty();
    }
  }

  @Test
  void leaseTakenFromALivingWriter_failsItsCommitAndMakesNoBlob() throws Exception {
    SnapshotStorage storage = Storages.open(root);
    DistributedFileSystem files = HdfsCluster.files();
    byte[] content = content("job/b", LARGE);
    try (BlobWriter<StoredBlob> writer = storage.write("job/b")) {
      writer.write(content, 0, LARGE);
      Path unfinished = onlyFileIn(new Path(root.getPath(), "job"));
      recoverLease(files, unfinished);

      assertThatThrownBy(writer::commit).isInstanceOf(StorageException.class);
    }
    assertThat(names(storage, "")).isEmpty();
    assertThat(HdfsCluster.residue(root)).isEmpty();
  }

  @Test
  void quotaUsedUp_isAnErrorThatSaysSoAndForGood() throws Exception {
    SnapshotStorage storage = Storages.open(root);
    put(storage, "a", content("a", 10));
    DistributedFileSystem files = HdfsCluster.files();
    Path folder = new Path(root.getPath());
    files.setQuota(folder, 2, HdfsConstants.QUOTA_DONT_SET);
    try {
      assertThatThrownBy(() -> put(storage, "b", content("b", 10)))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.isRetryable()).isFalse())
          .hasMessageContaining("quota of names is used up");
    } finally {
      files.setQuota(folder, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_RESET);
    }
    assertThat(names(storage, "")).containsExactly("a");
  }

  /** A datanode hears of a recovery when it next reports, which this has it do at once. */
  private static void recoverLease(DistributedFileSystem files, Path file) throws Exception {
    while (!files.recoverLease(file)) {
      HdfsCluster.cluster().triggerHeartbeats();
    }
  }

  private static Path onlyFileIn(Path folder) throws Exception {
    FileStatus[] statuses = HdfsCluster.files().listStatus(folder);
    assertThat(statuses).hasSize(1);
    return statuses[0].getPath();
  }
}
