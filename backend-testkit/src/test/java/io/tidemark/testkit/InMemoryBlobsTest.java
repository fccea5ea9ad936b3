package io.tidemark.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InMemoryBlobsTest {

  private static final byte[] CONTENT = "what a store holds".getBytes(UTF_8);

  static Stream<InMemoryBlobs> forms() {
    return Stream.of(
        new InMemoryBlobs(),
        InMemoryBlobs.packed(7),
        InMemoryBlobs.inlineUpTo(5),
        InMemoryBlobs.inlineUpTo(100));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void committedBlob_isReadWholeAndInRanges(InMemoryBlobs blobs) {
    BlobRef blob = write(blobs, BlobScope.SHARED, CONTENT);

    assertThat(blob.length()).isEqualTo(CONTENT.length);
    assertThat(blob.checksum()).isEqualTo(new BlobRef.Inline(CONTENT).checksum());
    assertThat(read(blobs, blob, 0, CONTENT.length)).isEqualTo(CONTENT);
    assertThat(read(blobs, blob, 5, 7)).asString(UTF_8).isEqualTo("a store");
    assertThat(read(blobs, blob, CONTENT.length, 0)).isEmpty();
    assertThat(blobs.blobs()).containsExactly(blob);
    assertThat(blobs.bytesWritten()).isEqualTo(CONTENT.length);
    assertThat(blobs.bytesRead()).isEqualTo(CONTENT.length + 7);
    assertThat(blobs.openWriters()).isZero();
    assertThat(blobs.openReaders()).isZero();
  }

  @Test
  void smallBlobs_areInlineOnlyUpToTheBound() {
    InMemoryBlobs blobs = InMemoryBlobs.inlineUpTo(4);

    assertThat(write(blobs, BlobScope.SHARED, new byte[4])).isInstanceOf(BlobRef.Inline.class);
    assertThat(write(blobs, BlobScope.SHARED, new byte[5])).isInstanceOf(BlobRef.Stored.class);
  }

  @Test
  void packedBlob_doesNotBeginItsPack() {
    BlobRef blob = write(InMemoryBlobs.packed(7), BlobScope.SHARED, CONTENT);

    assertThat(((BlobRef.Stored) blob).offset()).isEqualTo(7);
  }

  @Test
  void closedWithoutCommit_leavesNothing() {
    InMemoryBlobs blobs = new InMemoryBlobs();
    BlobWriter<BlobRef> writer = blobs.create(BlobScope.EXCLUSIVE);
    writer.write(CONTENT, 0, CONTENT.length);

    assertThat(blobs.openWriters()).isEqualTo(1);
    writer.close();
    writer.close();

    assertThat(blobs.openWriters()).isZero();
    assertThat(blobs.blobs()).isEmpty();
    assertThatThrownBy(writer::commit).isInstanceOf(StorageException.class);
  }

  @Test
  void leftOpenReader_isCountedUntilClosed() {
    InMemoryBlobs blobs = new InMemoryBlobs();
    BlobReader reader = blobs.open(write(blobs, BlobScope.EXCLUSIVE, CONTENT));

    assertThat(blobs.openReaders()).isEqualTo(1);
    reader.close();
    reader.close();

    assertThat(blobs.openReaders()).isZero();
  }

  @Test
  void scope_isRemembered() {
    InMemoryBlobs blobs = new InMemoryBlobs();

    assertThat(blobs.scope(stored(blobs, BlobScope.SHARED))).isEqualTo(BlobScope.SHARED);
    assertThat(blobs.scope(stored(blobs, BlobScope.EXCLUSIVE))).isEqualTo(BlobScope.EXCLUSIVE);
  }

  @Test
  void flippedByte_isTheOnlyOneThatChanges() {
    InMemoryBlobs blobs = InMemoryBlobs.packed(3);
    BlobRef.Stored blob = stored(blobs, BlobScope.SHARED);

    blobs.flip(blob, 2, 0x20);

    assertThat(read(blobs, blob, 0, blob.length())).asString(UTF_8).isEqualTo("whAt a store holds");
  }

  @Test
  void cutBlob_isCorruptWhereItEnds() {
    InMemoryBlobs blobs = InMemoryBlobs.packed(3);
    BlobRef.Stored blob = stored(blobs, BlobScope.SHARED);

    blobs.cut(blob, 4);

    assertThat(read(blobs, blob, 0, 4)).asString(UTF_8).isEqualTo("what");
    assertThatThrownBy(() -> read(blobs, blob, 0, blob.length()))
        .isInstanceOfSatisfying(
            SnapshotCorruptException.class,
            e -> {
              assertThat(e.blob()).isEqualTo(blob.name());
              assertThat(e.offset()).isEqualTo(7);
            });
  }

  @Test
  void removedBlob_isCorrupt() {
    InMemoryBlobs blobs = new InMemoryBlobs();
    BlobRef.Stored blob = stored(blobs, BlobScope.SHARED);

    blobs.remove(blob);

    assertThatThrownBy(() -> blobs.open(blob))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(blob.name());
  }

  @Test
  void copy_isDamagedApart() {
    InMemoryBlobs blobs = new InMemoryBlobs();
    BlobRef.Stored blob = stored(blobs, BlobScope.SHARED);
    InMemoryBlobs copy = blobs.copy();

    copy.flip(blob, 0, 1);

    assertThat(read(blobs, blob, 0, blob.length())).isEqualTo(CONTENT);
    assertThat(read(copy, blob, 0, blob.length())).isNotEqualTo(CONTENT);
    assertThat(write(copy, BlobScope.SHARED, CONTENT)).isNotEqualTo(blob);
  }

  @Test
  void linkedFile_isTheBlob(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("run.sst"), CONTENT);
    LocalFileBlobs blobs = new LocalFileBlobs(Files.createDirectory(directory.resolve("blobs")));

    BlobRef blob =
        blobs
            .link(BlobScope.SHARED, file, CONTENT.length, new BlobRef.Inline(CONTENT).checksum())
            .orElseThrow();
    Files.delete(file);

    assertThat(read(blobs, blob, 0, blob.length())).isEqualTo(CONTENT);
    assertThat(blobs.localFile(blob).orElseThrow()).hasBinaryContent(CONTENT);
    assertThat(blobs.linked()).isEqualTo(1);
  }

  @Test
  void linkUnderAFalseChecksum_fails(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("run.sst"), CONTENT);
    LocalFileBlobs blobs = new LocalFileBlobs(directory);

    assertThatThrownBy(() -> blobs.link(BlobScope.SHARED, file, CONTENT.length, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("run.sst");
  }

  @Test
  void refusedLink_isEmpty(@TempDir Path directory) {
    LocalFileBlobs blobs = new LocalFileBlobs(directory);
    blobs.refuseLinks();

    assertThat(blobs.link(BlobScope.SHARED, directory.resolve("run.sst"), 0, 0)).isEmpty();
  }

  @Test
  void writtenBlob_isALocalFileToo(@TempDir Path directory) {
    LocalFileBlobs blobs = new LocalFileBlobs(directory);
    BlobRef blob = write(blobs, BlobScope.SHARED, CONTENT);

    assertThat(blobs.localFile(blob).orElseThrow()).hasBinaryContent(CONTENT);
  }

  private static BlobRef.Stored stored(InMemoryBlobs blobs, BlobScope scope) {
    return (BlobRef.Stored) write(blobs, scope, CONTENT);
  }

  private static BlobRef write(BlobSink sink, BlobScope scope, byte[] content) {
    try (BlobWriter<BlobRef> writer = sink.create(scope)) {
      int half = content.length / 2;
      writer.write(content, 0, half);
      writer.write(content, half, content.length - half);
      return writer.commit();
    }
  }

  private static byte[] read(BlobSource source, BlobRef blob, long offset, long length) {
    try (BlobReader reader = source.open(blob, offset, length)) {
      return Bytes.readAll(reader);
    }
  }
}
