package io.tidemark.testkit;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.SupportsLateReads;
import io.tidemark.spi.SupportsLink;
import io.tidemark.spi.SupportsLocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sink and the matching source whose blobs are also files of a directory: what is linked becomes
 * one by a hard link, what is written by a copy. All else is as in {@link InMemoryBlobs}, which
 * holds the bytes that readers see.
 *
 * <p>Any number of threads may use it at once. The directory belongs to the caller.
 */
public final class LocalFileBlobs
    implements BlobSink,
        SupportsLateReads,
        SupportsLink<BlobScope, BlobRef>,
        SupportsLocalFiles<BlobRef> {

  private final Path directory;
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final AtomicInteger linked = new AtomicInteger();
  private volatile boolean linking = true;

  public LocalFileBlobs(Path directory) {
    this.directory = directory;
  }

  /** The bytes behind: for counting and damaging. A file does not change with them. */
  public InMemoryBlobs blobs() {
    return blobs;
  }

  /** How many blobs came by a link. */
  public int linked() {
    return linked.get();
  }

  /** From now on nothing can be linked, as if all files lay on another file system. */
  public void refuseLinks() {
    linking = false;
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    return blobs.create(scope);
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    return blobs.open(blob, offset, length);
  }

  @Override
  public Optional<BlobRef> link(BlobScope scope, Path file, long length, int checksum) {
    if (!linking) {
      return Optional.empty();
    }
    try (BlobWriter<BlobRef> writer = blobs.create(scope)) {
      byte[] content = Files.readAllBytes(file);
      writer.write(content, 0, content.length);
      BlobRef blob = writer.commit();
      if (blob.length() != length || blob.checksum() != checksum) {
        throw new AssertionError(
            "%s was said to be %d bytes of CRC-32C %08x, but is %d bytes of %08x"
                .formatted(file, length, checksum, blob.length(), blob.checksum()));
      }
      Files.createLink(fileOf((BlobRef.Stored) blob), file);
      linked.incrementAndGet();
      return Optional.of(blob);
    } catch (IOException e) {
      throw new StorageException("Cannot link " + file + " into " + directory, false, e);
    }
  }

  @Override
  public Optional<Path> localFile(BlobRef blob) {
    if (!(blob instanceof BlobRef.Stored stored)) {
      return Optional.empty();
    }
    Path file = fileOf(stored);
    try (BlobReader reader = blobs.open(blob)) {
      if (!Files.exists(file)) {
        Files.write(file, Bytes.readAll(reader));
      }
      return Optional.of(file);
    } catch (IOException e) {
      throw new StorageException("Cannot make " + file, false, e);
    }
  }

  private Path fileOf(BlobRef.Stored blob) {
    return directory.resolve(blob.name());
  }
}
