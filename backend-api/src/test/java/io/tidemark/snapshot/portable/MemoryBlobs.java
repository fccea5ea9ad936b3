package io.tidemark.snapshot.portable;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/** A sink and a source that remember what was done to them. */
public final class MemoryBlobs implements BlobSink, BlobSource {

  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Set<Object> openWriters = ConcurrentHashMap.newKeySet();
  private final AtomicInteger names = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicLong bytesRead = new AtomicLong();
  private final Set<String> threads = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile int failingCommit = -1;
  private volatile Runnable beforeCommit = () -> {};

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    Writer writer = new Writer("blob-" + names.getAndIncrement());
    openWriters.add(writer);
    threads.add(Thread.currentThread().getName());
    return writer;
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    byte[] bytes = bytes(blob);
    long from = (blob instanceof BlobRef.Stored stored ? stored.offset() : 0) + offset;
    if (length < 0 || offset < 0 || offset + length > blob.length()) {
      throw new IllegalArgumentException(offset + " + " + length + " outside of " + blob);
    }
    reads.incrementAndGet();
    return new Reader(bytes, (int) from, (int) length);
  }

  /** The blob's bytes: damage them here. */
  public byte[] bytes(BlobRef blob) {
    if (blob instanceof BlobRef.Inline inline) {
      return inline.bytes();
    }
    String name = ((BlobRef.Stored) blob).name();
    byte[] bytes = blobs.get(name);
    if (bytes == null) {
      throw new BlobNotFoundException(name, "memory", null);
    }
    return bytes;
  }

  public void replace(BlobRef blob, byte[] bytes) {
    blobs.put(((BlobRef.Stored) blob).name(), bytes);
  }

  /** Adds a blob as it is. */
  public BlobRef add(byte[] bytes) {
    String name = "blob-" + names.getAndIncrement();
    blobs.put(name, bytes);
    return new BlobRef.Stored(name, 0, bytes.length, checksum(bytes));
  }

  /** The commit of that number, counted from 0, fails. */
  public void failCommit(int number) {
    failingCommit = number;
  }

  /** Every commit does that first. */
  public void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  public int openWriters() {
    return openWriters.size();
  }

  public int reads() {
    return reads.get();
  }

  public long bytesRead() {
    return bytesRead.get();
  }

  public void forgetReads() {
    reads.set(0);
    bytesRead.set(0);
  }

  public int count() {
    return blobs.size();
  }

  /** The names of the threads that began blobs. */
  public Set<String> threads() {
    return threads;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private final class Writer implements BlobWriter<BlobRef> {

    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Writer(String name) {
      this.name = name;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      bytes.write(source, offset, length);
    }

    @Override
    public BlobRef commit() {
      beforeCommit.run();
      if (name.equals("blob-" + failingCommit)) {
        throw new StorageException("The disk is full", false, null);
      }
      byte[] all = bytes.toByteArray();
      blobs.put(name, all);
      return new BlobRef.Stored(name, 0, all.length, checksum(all));
    }

    @Override
    public void close() {
      openWriters.remove(this);
    }
  }

  private final class Reader implements BlobReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    Reader(byte[] bytes, int from, int length) {
      this.bytes = bytes;
      this.position = from;
      this.end = from + length;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position == end) {
        return -1;
      }
      int count = Math.min(Math.min(length, end - position), bytes.length - position);
      if (count <= 0) {
        throw new SnapshotCorruptException("cut", position, "the blob ends here");
      }
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      bytesRead.addAndGet(count);
      return count;
    }

    @Override
    public void close() {
      position = end;
    }
  }
}
