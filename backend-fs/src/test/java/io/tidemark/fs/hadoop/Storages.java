package io.tidemark.fs.hadoop;

import io.tidemark.config.Configuration;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageContext;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Storages on the tests' cluster, with whole blobs written and read. */
final class Storages {

  private Storages() {}

  static SnapshotStorage open(URI root) {
    return open(root, Map.of());
  }

  static SnapshotStorage open(URI root, Map<String, String> settings) {
    return open(root, settings, Map.of());
  }

  static SnapshotStorage open(
      URI root, Map<String, String> settings, Map<String, String> environment) {
    return new HadoopStorageFactory(environment)
        .open(
            root,
            new StorageContext(
                Configuration.of(settings),
                new ManualClock(1_800_000_000_000L),
                MetricGroup.none()));
  }

  static byte[] content(String name, int length) {
    byte[] content = new byte[length];
    new SplittableRandom(name.hashCode() * 31L + length).nextBytes(content);
    return content;
  }

  static StoredBlob put(SnapshotStorage storage, String name, byte[] content) {
    try (BlobWriter<StoredBlob> writer = storage.write(name)) {
      writer.write(content, 0, content.length);
      return writer.commit();
    }
  }

  static byte[] get(SnapshotStorage storage, String name) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    try (BlobReader reader = storage.read(name, 0, Long.MAX_VALUE)) {
      for (int read; (read = reader.read(piece, 0, piece.length)) >= 0; ) {
        content.write(piece, 0, read);
      }
    }
    return content.toByteArray();
  }

  static List<String> names(SnapshotStorage storage, String prefix) {
    try (Stream<StoredBlob> blobs = storage.list(prefix)) {
      return blobs.map(StoredBlob::name).toList();
    }
  }
}
