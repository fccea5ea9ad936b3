package io.tidemark.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HdfsCluster.class)
@Timeout(120)
class HdfsListingTest {

  @Test
  void tenThousandFiles_areListedOnceInOrder() throws Exception {
    URI root = HdfsCluster.freshRoot();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      // Half in one folder, more than the namenode tells at a time, half in many.
      names.add(
          i % 2 == 0
              ? "job/epochs/" + i
              : String.format(Locale.ROOT, "job/shared/%02x/%d", i & 0xff, i));
    }
    DistributedFileSystem files = HdfsCluster.files();
    IntStream.range(0, names.size())
        .parallel()
        .forEach(i -> create(files, new Path(root.getPath(), names.get(i))));
    names.sort(null);
    SnapshotStorage storage = Storages.open(root);

    assertThat(Storages.names(storage, "")).isEqualTo(names);
    try (Stream<StoredBlob> blobs = storage.list("job/epochs/99")) {
      assertThat(blobs.map(StoredBlob::name))
          .isEqualTo(names.stream().filter(name -> name.startsWith("job/epochs/99")).toList());
    }
    assertThat(storage.collectLeftovers(Long.MAX_VALUE, true)).isEmpty();
  }

  private static void create(DistributedFileSystem files, Path path) {
    try {
      files.create(path).close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
