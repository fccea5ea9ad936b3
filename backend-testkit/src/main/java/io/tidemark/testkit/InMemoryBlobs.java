package io.tidemark.testkit;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.SupportsLateReads;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A sink and the matching source in memory, which count what passes and can damage what they hold.
 *
 * <p>Any number of threads may write, read, count and damage at once. A reader goes on reading the
 * bytes that were there when it was opened.
 */
public final class InMemoryBlobs implements BlobSink, SupportsLateReads {

  private final int leadIn;
  private final int inlineBytes;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<String, BlobScope> scopes = new ConcurrentHashMap<>();
  private final List<BlobRef> committed = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger openWriters = new AtomicInteger();
  private final AtomicInteger openReaders = new AtomicInteger();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();

  /** Every blob is stored apart. */
  public InMemoryBlobs() {
    this(0, -1);
  }

  private InMemoryBlobs(int leadIn, int inlineBytes) {
    this.leadIn = leadIn;
    this.inlineBytes = inlineBytes;
  }

  /**
   * Every blob lies between {@code leadIn} other bytes and as many again, as in a pack of blobs.
   */
  public static InMemoryBlobs packed(int leadIn) {
    return new InMemoryBlobs(leadIn, -1);
  }

  /** Blobs of at most {@code bytes} bytes become {@link BlobRef.Inline}, the others are stored. */
  public static InMemoryBlobs inlineUpTo(int bytes) {
    return new InMemoryBlobs(0, bytes);
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    openWriters.incrementAndGet();
    return new Writer("blob-" + begun.incrementAndGet(), Objects.requireNonNull(scope));
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    if (offset < 0 || length < 0 || length > blob.length() - offset) {
      throw new IllegalArgumentException(
          length + " bytes from " + offset + " are not all within " + blob);
    }
    BlobReader reader;
    if (blob instanceof BlobRef.Stored stored) {
      byte[] bytes = contents.get(stored.name());
      if (bytes == null) {
        throw new SnapshotCorruptException(stored.name(), stored.offset(), "the blob is missing");
      }
      reader = new ByteRangeReader(stored.name(), bytes, stored.offset() + offset, length);
    } else {
      byte[] bytes = ((BlobRef.Inline) blob).bytes();
      reader = new ByteRangeReader(blob.toString(), bytes, offset, length);
    }
    openReaders.incrementAndGet();
    return new CountingReader(reader, bytesRead::addAndGet, openReaders::decrementAndGet);
  }

  /** What commits have given so far, in their order. */
  public List<BlobRef> blobs() {
    return List.copyOf(committed);
  }

  /** The scope for which a blob was written. */
  public BlobScope scope(BlobRef.Stored blob) {
    BlobScope scope = scopes.get(blob.name());
    if (scope == null) {
      throw new IllegalArgumentException("No blob of this sink: " + blob);
    }
    return scope;
  }

  /** The bytes of all committed blobs. */
  public long bytesWritten() {
    return bytesWritten.get();
  }

  /** The bytes that readers have given. */
  public long bytesRead() {
    return bytesRead.get();
  }

  /** How many writers were made and not closed: 0 when everybody kept the contract. */
  public int openWriters() {
    return openWriters.get();
  }

  /** How many readers were made and not closed: 0 when everybody kept the contract. */
  public int openReaders() {
    return openReaders.get();
  }

  /** Changes the byte at {@code offset} of the blob: {@code mask} says which of its bits. */
  public void flip(BlobRef.Stored blob, long offset, int mask) {
    Objects.checkIndex(offset, blob.length());
    if ((mask & 0xff) == 0) {
      throw new IllegalArgumentException("A mask without a bit flips nothing");
    }
    contents.compute(
        blob.name(),
        (name, bytes) -> {
          byte[] damaged = present(blob, bytes).clone();
          damaged[Math.toIntExact(blob.offset() + offset)] ^= (byte) mask;
          return damaged;
        });
  }

  /** Cuts off what follows the first {@code length} bytes of the blob. */
  public void cut(BlobRef.Stored blob, long length) {
    Objects.checkIndex(length, blob.length());
    contents.compute(
        blob.name(),
        (name, bytes) ->
            Arrays.copyOf(present(blob, bytes), Math.toIntExact(blob.offset() + length)));
  }

  /** Takes the blob away. */
  public void remove(BlobRef.Stored blob) {
    present(blob, contents.remove(blob.name()));
  }

  /** The same blobs once more, to be damaged apart from these. */
  public InMemoryBlobs copy() {
    InMemoryBlobs copy = new InMemoryBlobs(leadIn, inlineBytes);
    copy.contents.putAll(contents);
    copy.scopes.putAll(scopes);
    copy.committed.addAll(committed);
    copy.begun.set(begun.get());
    return copy;
  }

  private static byte[] present(BlobRef.Stored blob, byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new IllegalArgumentException("No blob of this sink, or taken away: " + blob);
    }
    return bytes;
  }

  private BlobRef keep(String name, BlobScope scope, byte[] bytes, int checksum) {
    BlobRef blob;
    if (bytes.length <= inlineBytes) {
      blob = new BlobRef.Inline(bytes);
    } else {
      byte[] stored = new byte[leadIn + bytes.length + leadIn];
      Arrays.fill(stored, (byte) 0xa5);
      System.arraycopy(bytes, 0, stored, leadIn, bytes.length);
      contents.put(name, stored);
      scopes.put(name, scope);
      blob = new BlobRef.Stored(name, leadIn, bytes.length, checksum);
    }
    bytesWritten.addAndGet(bytes.length);
    committed.add(blob);
    return blob;
  }

  private final class Writer implements BlobWriter<BlobRef> {

    private final String name;
    private final BlobScope scope;
    private final CRC32C checksum = new CRC32C();
    private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    Writer(String name, BlobScope scope) {
      this.name = name;
      this.scope = scope;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      unfinished().write(source, offset, length);
      checksum.update(source, offset, length);
    }

    @Override
    public BlobRef commit() {
      byte[] content = unfinished().toByteArray();
      bytes = null;
      return keep(name, scope, content, (int) checksum.getValue());
    }

    @Override
    public void close() {
      bytes = null;
      if (!closed) {
        closed = true;
        openWriters.decrementAndGet();
      }
    }

    private ByteArrayOutputStream unfinished() {
      if (bytes == null) {
        throw new StorageException(
            "Blob '" + name + "' is committed or closed; begin another", false, null);
      }
      return bytes;
    }
  }
}
