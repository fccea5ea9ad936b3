package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.NativeFailure;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.Processors;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SupportsLink;
import io.tidemark.spi.SupportsLocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/** Moves sorted files between the store's directory and blobs, by link where that is possible. */
final class FileTransfer {

  private static final int BUFFER_BYTES = 1 << 17;
  private static final Processors AS_MANY_AS_COME = new Processors(Integer.MAX_VALUE);

  private FileTransfer() {}

  /**
   * Makes a blob of the file's bytes, which may be the file itself.
   *
   * @param checkpoint called between pieces; throws to stop
   */
  static BlobRef upload(RunFile file, BlobSink sink, Runnable checkpoint) {
    checkpoint.run();
    if (sink instanceof SupportsLink<?, ?>) {
      @SuppressWarnings("unchecked")
      SupportsLink<BlobScope, BlobRef> links = (SupportsLink<BlobScope, BlobRef>) sink;
      Optional<BlobRef> linked =
          links.link(BlobScope.SHARED, file.path(), file.bytes(), file.checksum());
      if (linked.isPresent()) {
        return linked.get();
      }
    }
    return copy(file, sink, AS_MANY_AS_COME, checkpoint);
  }

  /**
   * Makes a blob with a copy of the file's bytes. It takes one of the {@code processors} to copy
   * them, and none to commit the blob.
   */
  static BlobRef copy(RunFile file, BlobSink sink, Processors processors, Runnable checkpoint) {
    checkpoint.run();
    try (BlobWriter<BlobRef> writer = sink.create(BlobScope.SHARED);
        InputStream in = Files.newInputStream(file.path())) {
      processors.run(() -> fill(writer, in, file.bytes(), checkpoint));
      BlobRef blob = writer.commit();
      if (blob.length() != file.bytes() || blob.checksum() != file.checksum()) {
        throw NativeFailure.of(
            "Reading " + file.path(), new IOException("its bytes are not those that were written"));
      }
      return blob;
    } catch (IOException e) {
      throw NativeFailure.of("Reading " + file.path(), e);
    }
  }

  private static void fill(
      BlobWriter<BlobRef> writer, InputStream in, long bytes, Runnable checkpoint)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, bytes))];
    for (int read; (read = in.readNBytes(buffer, 0, buffer.length)) > 0; ) {
      checkpoint.run();
      writer.write(buffer, 0, read);
    }
  }

  /**
   * Brings a blob into {@code target}, and checks every byte of it before anybody else sees them.
   *
   * @return whether it was copied, and is not synced; a link is to a file that the storage has
   *     synced
   * @throws SnapshotCorruptException if they are not what was written
   */
  static boolean download(BlobRef blob, BlobSource source, Path target) {
    Optional<Path> local = localFile(blob, source);
    if (local.isPresent() && link(local.get(), target)) {
      if (RunFiles.length(target) != blob.length()) {
        throw new SnapshotCorruptException(
            name(blob),
            Math.min(RunFiles.length(target), blob.length()),
            "it should have " + blob.length() + " bytes, but has " + RunFiles.length(target));
      }
      check(blob, () -> RunFiles.checksum(target));
      return false;
    }
    CRC32C crc = new CRC32C();
    try (BlobReader reader = source.open(blob);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, blob.length()))];
      for (int read; (read = reader.read(buffer, 0, buffer.length)) >= 0; ) {
        crc.update(buffer, 0, read);
        for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read); rest.hasRemaining(); ) {
          out.write(rest);
        }
      }
    } catch (IOException e) {
      throw NativeFailure.of("Writing " + target, e);
    }
    check(blob, () -> (int) crc.getValue());
    return true;
  }

  /** How errors call a blob. */
  static String name(BlobRef blob) {
    return blob instanceof BlobRef.Stored stored ? stored.name() : blob.toString();
  }

  /** Where in its stored bytes a blob begins. */
  static long offset(BlobRef blob) {
    return blob instanceof BlobRef.Stored stored ? stored.offset() : 0;
  }

  private static void check(BlobRef blob, Supplier<Integer> checksum) {
    int found = checksum.get();
    if (found != blob.checksum()) {
      throw SnapshotCorruptException.checksum(name(blob), offset(blob), blob.checksum(), found);
    }
  }

  private static Optional<Path> localFile(BlobRef blob, BlobSource source) {
    if (source instanceof SupportsLocalFiles<?>) {
      @SuppressWarnings("unchecked")
      SupportsLocalFiles<BlobRef> files = (SupportsLocalFiles<BlobRef>) source;
      return files.localFile(blob);
    }
    return Optional.empty();
  }

  private static boolean link(Path file, Path target) {
    try {
      Files.createLink(target, file);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      // Another file system, or one without links: the bytes are copied instead.
      return false;
    }
  }
}
