package io.tidemark.flink.checkpoint;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SupportsLocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.local.LocalDataInputStream;
import org.apache.flink.util.IOUtils;

/**
 * Reads blobs from the copies of this machine, as long as Flink keeps them, and else from Flink's
 * stream handles. A cancelled task closes what is being read. Damage has to be found while the
 * store is opened, for only then does Flink try the stream handles in place of a damaged copy: so
 * there are no {@linkplain io.tidemark.spi.SupportsLateReads late reads}.
 */
final class HandleSource implements BlobSource, SupportsLocalFiles<BlobRef> {

  private final Map<String, BlobPlace> blobs;
  private final CloseableRegistry cancellation;

  /**
   * Makes a source.
   *
   * @param blobs where the blobs are, by name
   */
  HandleSource(Map<String, BlobPlace> blobs, CloseableRegistry cancellation) {
    this.blobs = Map.copyOf(blobs);
    this.cancellation = cancellation;
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    if (blob instanceof BlobRef.Inline inline) {
      return new InlineReader(inline.bytes(), (int) offset, (int) length);
    }
    BlobRef.Stored stored = (BlobRef.Stored) blob;
    BlobPlace place = blobs.get(stored.name());
    if (place == null) {
      throw new SnapshotCorruptException(
          stored.name(), 0, "Flink's state handle does not have it; it has " + blobs.keySet());
    }
    try {
      FSDataInputStream in = open(place);
      try {
        cancellation.registerCloseable(in);
        in.seek(stored.offset() + offset);
        return new HandleReader(stored, in, offset, length);
      } catch (IOException | RuntimeException e) {
        IOUtils.closeQuietly(in);
        throw e;
      }
    } catch (IOException e) {
      throw StreamFailure.of("Reading blob " + stored + " from " + place.handle(), e);
    }
  }

  @Override
  public Optional<Path> localFile(BlobRef blob) {
    return blob instanceof BlobRef.Stored stored
        ? Optional.ofNullable(blobs.get(stored.name()))
            .map(BlobPlace::copy)
            .filter(file -> isExactly(stored, file))
        : Optional.empty();
  }

  private static boolean isExactly(BlobRef.Stored blob, Path file) {
    try {
      return blob.offset() == 0 && Files.size(file) == blob.length();
    } catch (IOException e) {
      return false; // it is read from where else it is
    }
  }

  private static FSDataInputStream open(BlobPlace place) throws IOException {
    Path copy = place.copy();
    return copy != null && Files.exists(copy)
        ? new LocalDataInputStream(copy.toFile())
        : place.handle().openInputStream();
  }

  private final class HandleReader implements BlobReader {

    private final BlobRef.Stored blob;
    private final FSDataInputStream in;
    private long position;
    private long rest;

    HandleReader(BlobRef.Stored blob, FSDataInputStream in, long position, long rest) {
      this.blob = blob;
      this.in = in;
      this.position = position;
      this.rest = rest;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (rest == 0) {
        return -1;
      }
      int count;
      try {
        count = in.read(target, offset, (int) Math.min(length, rest));
      } catch (IOException e) {
        throw StreamFailure.of("Reading blob " + blob, e);
      }
      if (count < 0) {
        throw new SnapshotCorruptException(
            blob.name(), position, "it ends " + rest + " bytes too early");
      }
      position += count;
      rest -= count;
      return count;
    }

    @Override
    public void close() {
      cancellation.unregisterCloseable(in);
      IOUtils.closeQuietly(in);
    }
  }

  private static final class InlineReader implements BlobReader {

    private final byte[] bytes;
    private int position;
    private final int end;

    InlineReader(byte[] bytes, int offset, int length) {
      this.bytes = bytes;
      position = offset;
      end = offset + length;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (position == end) {
        return -1;
      }
      int count = Math.min(length, end - position);
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
