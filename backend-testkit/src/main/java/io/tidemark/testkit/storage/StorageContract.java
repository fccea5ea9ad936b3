package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.fail;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import io.tidemark.testkit.Bytes;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the topics of the kit share: a fresh root for every test, and whole contents. */
abstract class StorageContract {

  /** More than a storage is likely to buffer, or to send at once. */
  static final int LARGE = (9 << 20) + 1;

  final SnapshotStorageKit kit;

  @SuppressWarnings("NullAway.Init")
  KitRoot root;

  @SuppressWarnings("NullAway.Init")
  SnapshotStorage storage;

  StorageContract(SnapshotStorageKit kit) {
    this.kit = kit;
  }

  @BeforeEach
  final void openFreshRoot() throws Exception {
    root = KitRoot.fresh(kit);
    storage = root.open();
  }

  @AfterEach
  final void closeRoot() throws Exception {
    root.close();
  }

  /** Bytes that only this name and length have. */
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

  /** Puts a few bytes that {@link #content} tells. */
  static StoredBlob put(SnapshotStorage storage, String name) {
    return put(storage, name, content(name, 10));
  }

  static byte[] get(SnapshotStorage storage, String name) {
    return get(storage, name, 0, Long.MAX_VALUE);
  }

  static byte[] get(SnapshotStorage storage, String name, long offset, long length) {
    try (BlobReader reader = storage.read(name, offset, length)) {
      return Bytes.readAll(reader);
    }
  }

  static List<String> names(SnapshotStorage storage, String prefix) {
    try (Stream<StoredBlob> blobs = storage.list(prefix)) {
      return blobs.map(StoredBlob::name).toList();
    }
  }

  /** Whether a blob would be found again if the machine lost its power now, as far as is known. */
  final boolean survivesTheMachine(String name) {
    return kit.survivesTheMachine(root.uri(), name);
  }

  /** Puts blobs until the storage's clock has gone on. */
  final long modifiedOfABlobAfter(long before) {
    for (int i = 0; i < 100_000; i++) {
      put(storage, "later-" + i);
      long modified = modified("later-" + i);
      if (modified > before) {
        return modified;
      }
    }
    return fail("The storage's clock stands still at " + before);
  }

  final long modified(String name) {
    try (Stream<StoredBlob> blobs = storage.list(name)) {
      return blobs.findFirst().orElseThrow().modifiedMillis();
    }
  }
}
