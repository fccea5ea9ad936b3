package io.tidemark.snapshot.portable;

import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4JNIFastResetCompressor;
import org.jspecify.annotations.Nullable;

/**
 * The way of blocks into one blob: compressed where that pays, checksummed, in large pieces. Begins
 * the blob when it has to, so that nothing written is no blob. Used once, by one thread.
 *
 * <p>Whether compression pays is told by the block before, or else by three samples of the block,
 * so that bytes which do not shrink cost next to nothing: a block is compressed when its samples
 * lose an eighth, and stored compressed when it loses a sixteenth.
 */
final class BlockOutput implements AutoCloseable {

  private static final int SAMPLE_BYTES = 2 << 10;
  private static final int SAMPLES = 3;

  /** From here on pieces go to the sink as they are, without being gathered. */
  private static final int LARGE_BYTES = 64 << 10;

  /** Looks for repetitions a little less closely: 1.4 times as fast, for less than 1 % of bytes. */
  private static final int ACCELERATION = 2;

  private final LZ4Compressor compressor = compressor();
  private final CRC32C crc = new CRC32C();
  private final boolean compress;
  private final BlobSink sink;
  private final BlobScope scope;

  private final WriteBuffer gathered = new WriteBuffer(1 << 10);
  private @Nullable BlobWriter<BlobRef> writer;
  private boolean shrank;

  BlockOutput(boolean compress, BlobSink sink, BlobScope scope) {
    this.compress = compress;
    this.sink = sink;
    this.scope = scope;
  }

  private static LZ4Compressor compressor() {
    LZ4Factory factory = LZ4Factory.fastestInstance();
    try {
      return factory.fastResetCompressor(ACCELERATION);
    } catch (UnsupportedOperationException e) {
      // The library has no native code for this machine.
      return factory.fastCompressor();
    }
  }

  /** Writes a block and adds it to {@code index}. */
  void block(WriteBuffer raw, IndexBuilder index) {
    if (index.isEmpty()) {
      PortableFormat.writeHeader(PortableFormat.VERSION, gathered);
    }
    byte[] bytes = raw.array();
    int length = raw.position();
    int compressed =
        compress && (shrank || shrinks(bytes, length)) ? compress(bytes, length) : length;
    shrank = compressed < length - length / 16;
    if (shrank) {
      int from = gathered.position();
      index.block(compressed, length, checksum(gathered.array(), from, compressed));
      gathered.position(from + compressed);
    } else {
      index.block(length, length, checksum(bytes, 0, length));
      append(bytes, length);
    }
    if (gathered.position() >= LARGE_BYTES) {
      flush();
    }
  }

  /** Ends the blob, which has a block, with its index. */
  BlobRef finish(IndexBuilder index) {
    WriteBuffer bytes = index.finish();
    append(bytes.array(), bytes.position());
    Footer.write(bytes.position(), checksum(bytes.array(), 0, bytes.position()), gathered);
    flush();
    return writer().commit();
  }

  /** Forgets what was not finished. */
  @Override
  public void close() {
    gathered.clear();
    BlobWriter<BlobRef> open = writer;
    writer = null;
    if (compressor instanceof LZ4JNIFastResetCompressor state) {
      state.close();
    }
    if (open != null) {
      open.close();
    }
  }

  private boolean shrinks(byte[] bytes, int length) {
    if (length <= SAMPLES * SAMPLE_BYTES) {
      return true;
    }
    gathered.reserve(compressor.maxCompressedLength(SAMPLE_BYTES));
    int total = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int from = (int) ((long) (length - SAMPLE_BYTES) * i / (SAMPLES - 1));
      total +=
          compressor.compress(bytes, from, SAMPLE_BYTES, gathered.array(), gathered.position());
    }
    return total < SAMPLES * SAMPLE_BYTES * 7 / 8;
  }

  /** Leaves the compressed bytes behind the gathered ones. */
  private int compress(byte[] bytes, int length) {
    gathered.reserve(compressor.maxCompressedLength(length));
    return compressor.compress(bytes, 0, length, gathered.array(), gathered.position());
  }

  private void append(byte[] bytes, int length) {
    if (length < LARGE_BYTES) {
      gathered.writeBytes(bytes, 0, length);
    } else {
      flush();
      writer().write(bytes, 0, length);
    }
  }

  private void flush() {
    if (gathered.position() > 0) {
      writer().write(gathered.array(), 0, gathered.position());
      gathered.clear();
    }
  }

  private BlobWriter<BlobRef> writer() {
    BlobWriter<BlobRef> open = writer;
    if (open == null) {
      open = sink.create(scope);
      writer = open;
    }
    return open;
  }

  private int checksum(byte[] bytes, int offset, int length) {
    crc.reset();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
