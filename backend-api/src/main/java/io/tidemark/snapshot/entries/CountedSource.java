package io.tidemark.snapshot.entries;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.SupportsLocalFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A source that tells how many bytes are read from it, with the files of the one behind it. */
class CountedSource implements BlobSource {

  private final BlobSource source;
  private final LongConsumer read;

  private CountedSource(BlobSource source, LongConsumer read) {
    this.source = source;
    this.read = read;
  }

  /**
   * Makes one.
   *
   * @param read is told how many more bytes were read; called from the threads that read
   */
  static BlobSource of(BlobSource source, LongConsumer read) {
    return source instanceof SupportsLocalFiles<?> local
        ? new Local(source, local, read)
        : new CountedSource(source, read);
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    return new CountedReader(source.open(blob, offset, length), read);
  }

  private record CountedReader(BlobReader reader, LongConsumer told) implements BlobReader {
    @Override
    public int read(byte[] target, int offset, int length) {
      int count = reader.read(target, offset, length);
      if (count > 0) {
        told.accept(count);
      }
      return count;
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** A file that is handed out counts as read. */
  private static final class Local extends CountedSource implements SupportsLocalFiles<BlobRef> {

    private final SupportsLocalFiles<BlobRef> files;
    private final LongConsumer told;

    @SuppressWarnings("unchecked") // sources name blobs by references
    Local(BlobSource source, SupportsLocalFiles<?> files, LongConsumer told) {
      super(source, told);
      this.files = (SupportsLocalFiles<BlobRef>) files;
      this.told = told;
    }

    @Override
    public Optional<Path> localFile(BlobRef blob) {
      Optional<Path> file = files.localFile(blob);
      file.ifPresent(there -> told.accept(blob.length()));
      return file;
    }
  }
}
