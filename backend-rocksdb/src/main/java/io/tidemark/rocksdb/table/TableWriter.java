package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.engine.FileForm;
import io.tidemark.rocksdb.engine.NativeFailure;
import io.tidemark.rocksdb.engine.SortedFileWriter;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sorted file without RocksDB, in the form in which RocksDB would write it for itself. It
 * is handed to the system when it is finished, and not synced.
 */
public final class TableWriter implements SortedFileWriter {

  private static final byte[] NOTHING = {};

  private final Path path;
  private final FileForm form;
  private final boolean compress;
  private final BlockAppender file;
  private final DataBlockBuilder block;
  private final IndexBuilder index = new IndexBuilder();
  private final @Nullable FilterBuilder filter;
  private byte[] last = new byte[64];
  private byte[] copiedKey = new byte[64];
  private int lastLength = -1;
  private long entries;
  private long deletes;
  private long appends;
  private long keyBytes;
  private long valueBytes;
  private long blocks;

  /**
   * Begins a file.
   *
   * @param shrinks whether LZ4 may make the entries smaller
   */
  public TableWriter(FileForm form, Path path, boolean shrinks) {
    this.form = form;
    this.path = path;
    this.compress = form.compress() && shrinks;
    this.block = new DataBlockBuilder((int) Math.min(64 << 10, 2 * form.blockBytes()));
    this.filter = form.filterBitsPerKey() > 0 ? new FilterBuilder(form.filterBitsPerKey()) : null;
    try {
      this.file = new BlockAppender(path);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] source, int offset, int length) {
    block.add(key, key.length, next(key, key.length), DataBlock.VALUE, source, offset, length);
    added(key, key.length, length);
  }

  @Override
  public void put(ByteBuffer directKey, ByteBuffer directValue) {
    int keyLength = directKey.remaining();
    copiedKey = copiedKey.length < keyLength ? new byte[2 * keyLength] : copiedKey;
    directKey.get(directKey.position(), copiedKey, 0, keyLength);
    int length = directValue.remaining();
    block.add(copiedKey, keyLength, next(copiedKey, keyLength), DataBlock.VALUE, directValue);
    added(copiedKey, keyLength, length);
  }

  @Override
  public void append(byte[] key, byte[] source, int offset, int length) {
    block.add(key, key.length, next(key, key.length), DataBlock.APPEND, source, offset, length);
    appends++;
    added(key, key.length, length);
  }

  @Override
  public void delete(byte[] key) {
    block.add(key, key.length, next(key, key.length), DataBlock.DELETION, NOTHING, 0, 0);
    deletes++;
    added(key, key.length, 0);
  }

  @Override
  public long entries() {
    return entries;
  }

  @Override
  public long deletes() {
    return deletes;
  }

  @Override
  public long bytes() {
    return keyBytes + valueBytes;
  }

  @Override
  public void finish() {
    if (entries == 0) {
      throw new StateBackendException("A sorted file needs an entry, and " + path + " has none");
    }
    try {
      index.add(appendBlock(), last, lastLength);
      appendTail();
      file.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public long fileBytes() {
    return file.length();
  }

  @Override
  public int checksum() {
    return file.checksum();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Makes room for the entry of {@code key}, and returns how many bytes the key has in common with
   * the one before.
   */
  private int next(byte[] key, int length) {
    if (lastLength < 0) {
      return 0;
    }
    int same = Arrays.mismatch(last, 0, lastLength, key, 0, length);
    if (same < 0 || same < lastLength && (same == length || greater(last[same], key[same]))) {
      throw new StateBackendException(
          "The keys of a sorted file must ascend, and entry "
              + entries
              + " of "
              + path
              + " does not");
    }
    if (block.length() >= form.blockBytes()) {
      try {
        index.add(appendBlock(), last, lastLength, key, length);
      } catch (IOException e) {
        throw failure(e);
      }
    }
    return same;
  }

  private static boolean greater(byte left, byte right) {
    return (left & 0xff) > (right & 0xff);
  }

  private void added(byte[] key, int keyLength, int valueLength) {
    entries++;
    keyBytes += keyLength;
    valueBytes += valueLength;
    if (filter != null) {
      filter.add(key, keyLength);
    }
    last = last.length < keyLength ? new byte[2 * keyLength] : last;
    System.arraycopy(key, 0, last, 0, keyLength);
    lastLength = keyLength;
  }

  private BlockAppender.Place appendBlock() throws IOException {
    WriteBuffer contents = block.end();
    BlockAppender.Place place = compress ? file.appendSmall(contents) : file.append(contents);
    block.clear();
    blocks++;
    return place;
  }

  private void appendTail() throws IOException {
    NamedValuesBuilder parts = new NamedValuesBuilder();
    NamedValuesBuilder properties = properties();
    properties.number("rocksdb.data.size", file.length());
    properties.number("rocksdb.tail.start.offset", file.length());
    if (filter != null) {
      WriteBuffer contents = filter.build();
      properties.number("rocksdb.filter.size", contents.position());
      properties.number("rocksdb.num.filter_entries", entries);
      properties.text("rocksdb.filter.policy", "bloomfilter");
      parts.place(TableFooter.FILTER, file.append(contents));
    }
    WriteBuffer indexContents = index.end();
    properties.number("rocksdb.index.size", indexContents.position() + BlockReader.TRAILER_BYTES);
    BlockAppender.Place indexAt = file.append(indexContents);
    // RocksDB keeps the blocks of all files in one cache, where these two tell them apart. Filter
    // and index are among those blocks, so they count, too.
    properties.text("rocksdb.creating.session.identity", file.identity());
    properties.number("rocksdb.original.file.number", 1);
    parts.place(TableFooter.PROPERTIES, file.append(properties.build()));
    file.appendBare(TableFooter.write(file.append(parts.build()), indexAt));
  }

  private NamedValuesBuilder properties() {
    NamedValuesBuilder properties = new NamedValuesBuilder();
    properties.fixedInt("rocksdb.block.based.table.index.type", 0);
    properties.text("rocksdb.block.based.table.prefix.filtering", "0");
    properties.text("rocksdb.block.based.table.whole.key.filtering", "1");
    properties.text("rocksdb.comparator", "leveldb.BytewiseComparator");
    properties.text("rocksdb.compression", compress ? "LZ4" : "NoCompression");
    properties.number("rocksdb.deleted.keys", deletes);
    properties.fixedLong("rocksdb.external_sst_file.global_seqno", 0);
    properties.fixedInt("rocksdb.external_sst_file.version", 2);
    properties.number("rocksdb.fixed.key.length", 0);
    properties.number("rocksdb.format.version", TableFooter.FORMAT_VERSION);
    properties.number("rocksdb.index.key.is.user.key", 1);
    properties.number("rocksdb.index.value.is.delta.encoded", 1);
    properties.number("rocksdb.key.largest.seqno", 0);
    properties.number("rocksdb.key.smallest.seqno", 0);
    properties.number("rocksdb.merge.operands", appends);
    properties.text("rocksdb.merge.operator", "StringAppendOperator");
    properties.number("rocksdb.num.data.blocks", blocks);
    properties.number("rocksdb.num.entries", entries);
    properties.number("rocksdb.num.range-deletions", 0);
    properties.number("rocksdb.raw.key.size", keyBytes + entries * DataBlock.NUMBER_BYTES);
    properties.number("rocksdb.raw.value.size", valueBytes);
    return properties;
  }

  private RuntimeException failure(IOException e) {
    return NativeFailure.of("Writing the sorted file " + path, e);
  }
}
