package io.tidemark.s3;

import io.tidemark.s3.object.FetchedRange;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range as one answer where a connection is fast. Where it is not, reads a part at a time,
 * later parts being fetched while an earlier one is read; a range that is no longer than a part is
 * one request then, too, and no connection is held between two reads.
 */
final class S3BlobReader implements BlobReader {

  /** How much is asked for of a blob of which it is not known how long it is. */
  private static final int FIRST_BYTES = 1 << 20;

  /** How many parts one reader has fetched ahead, so that others get their share. */
  private static final int MOST_AHEAD = 8;

  private final S3Storage storage;
  private final Connection connection;
  private final String name;
  private final String key;
  private final long wanted;
  private final Deque<FetchAhead> ahead = new ArrayDeque<>();
  private @Nullable OpenAnswer answer;
  private @Nullable FetchAhead current;
  private byte[] bytes = {};
  private int at;
  private int limit;

  /** Where the next part begins, those that are fetched ahead not counted. */
  private long position;

  /** Where the next part that is not yet asked for begins. */
  private long asked;

  /** Where the range ends; as long as it is not known how long the blob is, {@link #wanted}. */
  private long end;

  private boolean sizeKnown;
  private boolean closed;

  /**
   * Makes a reader, without a request.
   *
   * @param wanted where the range ends; {@link Long#MAX_VALUE} for the blob's end
   */
  S3BlobReader(
      S3Storage storage, Connection connection, String name, String key, long offset, long wanted) {
    this.storage = storage;
    this.connection = connection;
    this.name = name;
    this.key = key;
    this.position = offset;
    this.asked = offset;
    this.wanted = wanted;
    this.end = wanted;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    requireOpen();
    if (length == 0) {
      return 0;
    }
    if (answer == null && at == limit && !next()) {
      return -1;
    }
    if (answer != null) {
      return readAnswer(answer, target, offset, length);
    }
    int count = Math.min(length, limit - at);
    System.arraycopy(bytes, at, target, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() {
    closed = true;
    closeAnswer();
    releaseCurrent();
    ahead.forEach(FetchAhead::release);
    ahead.clear();
  }

  private int readAnswer(OpenAnswer from, byte[] target, int offset, int length) {
    int count;
    try {
      count = from.read(target, offset, length);
    } catch (ObjectException e) {
      throw storage.readError(name, e);
    }
    position += count;
    if (from.isOver()) {
      closeAnswer();
    }
    return count;
  }

  private void closeAnswer() {
    if (answer != null) {
      answer.close();
      answer = null;
    }
  }

  /**
   * Has an {@link #answer} or the next part in {@link #bytes}, or returns false at the range's end.
   */
  private boolean next() {
    releaseCurrent();
    if (position == end) {
      if (!sizeKnown) {
        learnSize();
      }
      requireNotCut();
      return false;
    }
    try {
      if (ahead.isEmpty()) {
        answer = OpenAnswer.begin(connection, key, position, leftToAsk());
      }
      if (answer == null) {
        accept(fetch());
      } else {
        learn(answer.total());
      }
      return true;
    } catch (ObjectException e) {
      if (!e.isOutOfRange()) {
        throw storage.readError(name, e);
      }
      learnSize();
      requireNotCut();
      return false;
    }
  }

  private FetchedRange fetch() {
    FetchAhead first = ahead.poll();
    if (first == null) {
      int length = nextLength();
      asked = position + length;
      fetchAhead();
      return connection.client().fetch(key, position, length, connection.buffers()::take);
    }
    current = first;
    fetchAhead();
    return first.await();
  }

  private long leftToAsk() {
    return end == Long.MAX_VALUE ? end : end - position;
  }

  private int nextLength() {
    long most = sizeKnown || wanted != Long.MAX_VALUE ? partBytes() : FIRST_BYTES;
    return (int) Math.min(most, end - position);
  }

  /** As long as a blob's length is not known, its next parts may not be there. */
  private void fetchAhead() {
    boolean endKnown = sizeKnown || wanted != Long.MAX_VALUE;
    while (endKnown && asked < end && ahead.size() < MOST_AHEAD) {
      int length = (int) Math.min(partBytes(), end - asked);
      FetchAhead next = FetchAhead.begin(connection, key, asked, length);
      if (next == null) {
        return;
      }
      ahead.add(next);
      asked += length;
    }
  }

  private void accept(FetchedRange range) {
    bytes = range.bytes();
    at = 0;
    limit = range.count();
    position += range.count();
    learn(range.total());
  }

  private void learn(long total) {
    sizeKnown = true;
    end = Math.min(wanted, total);
  }

  /** Of an empty range, and after one that was refused, it is asked how long the blob is. */
  private void learnSize() {
    long total;
    try {
      total = connection.client().length(key);
    } catch (ObjectException e) {
      throw storage.readError(name, e);
    }
    learn(total);
    if (position > total) {
      throw cut(total);
    }
  }

  private void requireNotCut() {
    if (end < position || (wanted != Long.MAX_VALUE && end < wanted)) {
      throw cut(end);
    }
  }

  private SnapshotCorruptException cut(long total) {
    return new SnapshotCorruptException(
        name,
        total,
        "it ends here, but bytes "
            + (wanted == Long.MAX_VALUE ? "from " + position : "up to " + wanted)
            + " were asked for");
  }

  private void releaseCurrent() {
    if (current != null) {
      current.release();
      current = null;
    } else {
      connection.buffers().give(bytes);
    }
    bytes = new byte[0];
    at = 0;
    limit = 0;
  }

  private void requireOpen() {
    storage.requireOpen();
    if (closed) {
      throw new StorageException("The reader of blob '" + name + "' is closed", false, null);
    }
  }

  private int partBytes() {
    return connection.buffers().partBytes();
  }
}
