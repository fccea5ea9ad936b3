package io.tidemark.benchmarks.flink;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.PhysicalStateHandleID;
import org.apache.flink.runtime.state.StreamStateHandle;

/** A state handle whose streams read 64 KiB at a time: how Flink could restore from files. */
final class BufferedHandle implements StreamStateHandle {

  private static final long serialVersionUID = 1L;

  private final StreamStateHandle handle;

  private BufferedHandle(StreamStateHandle handle) {
    this.handle = handle;
  }

  static KeyedStateHandle around(KeyedStateHandle keyed) {
    KeyGroupsStateHandle keyGroups = (KeyGroupsStateHandle) keyed;
    return new KeyGroupsStateHandle(
        keyGroups.getGroupRangeOffsets(), new BufferedHandle(keyGroups.getDelegateStateHandle()));
  }

  @Override
  public FSDataInputStream openInputStream() throws IOException {
    return new BufferedStream(handle.openInputStream());
  }

  @Override
  public Optional<byte[]> asBytesIfInMemory() {
    return handle.asBytesIfInMemory();
  }

  @Override
  public PhysicalStateHandleID getStreamStateHandleID() {
    return handle.getStreamStateHandleID();
  }

  @Override
  public void discardState() throws Exception {
    handle.discardState();
  }

  @Override
  public long getStateSize() {
    return handle.getStateSize();
  }

  private static final class BufferedStream extends FSDataInputStream {

    private static final int BUFFER_BYTES = 64 << 10;

    private final FSDataInputStream stream;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;

    BufferedStream(FSDataInputStream stream) {
      this.stream = stream;
    }

    @Override
    public void seek(long position) throws IOException {
      stream.seek(position);
      next = 0;
      end = 0;
    }

    @Override
    public long getPos() throws IOException {
      return stream.getPos() - (end - next);
    }

    @Override
    public int read() throws IOException {
      return next < end || fill() ? buffer[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (next == end && !fill()) {
        return -1;
      }
      int count = Math.min(length, end - next);
      System.arraycopy(buffer, next, target, offset, count);
      next += count;
      return count;
    }

    private boolean fill() throws IOException {
      next = 0;
      end = Math.max(0, stream.read(buffer, 0, buffer.length));
      return end > 0;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
