package io.tidemark.flink.checkpoint;

import io.tidemark.snapshot.StoreSnapshotFormat;
import io.tidemark.spi.StoreSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.util.IOUtils;

/**
 * The end of a stream that holds a whole store snapshot: its description, which has a checksum of
 * its own, then the description's length and a mark by which the stream is known.
 */
final class PortableStream {

  private static final byte[] MARK = "TIDEMARK".getBytes(StandardCharsets.US_ASCII);
  private static final int TRAILER_BYTES = Integer.BYTES + MARK.length;

  private PortableStream() {}

  static void end(OutputStream stream, StoreSnapshot snapshot) throws IOException {
    byte[] description = StoreSnapshotFormat.toBytes(snapshot);
    stream.write(description);
    stream.write(ByteBuffer.allocate(Integer.BYTES).putInt(description.length).array());
    stream.write(MARK);
  }

  /** The snapshot that the stream holds, if it bears the mark. */
  static Optional<StoreSnapshot> read(StreamStateHandle stream) throws IOException {
    long size = stream.getStateSize();
    if (size < TRAILER_BYTES) {
      return Optional.empty();
    }
    try (FSDataInputStream in = stream.openInputStream()) {
      ByteBuffer trailer = ByteBuffer.wrap(readAt(in, size - TRAILER_BYTES, TRAILER_BYTES));
      int length = trailer.getInt();
      byte[] mark = new byte[MARK.length];
      trailer.get(mark);
      if (!Arrays.equals(mark, MARK) || length < 0 || length > size - TRAILER_BYTES) {
        return Optional.empty();
      }
      byte[] description = readAt(in, size - TRAILER_BYTES - length, length);
      return Optional.of(StoreSnapshotFormat.fromBytes(description, stream.toString()));
    }
  }

  private static byte[] readAt(FSDataInputStream in, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(position);
    IOUtils.readFully(in, bytes, 0, length);
    return bytes;
  }
}
