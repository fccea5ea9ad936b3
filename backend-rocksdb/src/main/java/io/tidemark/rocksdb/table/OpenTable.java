package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.engine.NativeFailure;
import io.tidemark.rocksdb.table.Lookup.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open: its index, its filter, and those of its blocks that are held. It is closed
 * when it is forgotten.
 *
 * <p>No channel is used, because the interruption of a thread that reads would close it.
 */
final class OpenTable extends Cached {

  private static final int FOOTER_BYTES = 53;
  private static final long MAGIC = 0x88e241b785f4cff7L;
  private static final int FORMAT_VERSION = 5;
  private static final int CRC32C = 1;

  /** Of the objects of an open file, beside what its index and filter hold. */
  private static final int OBJECT_BYTES = 300;

  private static final int BLOCK_OBJECT_BYTES = 48;

  /** How much is read at once where keys come in order. */
  private static final int AHEAD_BYTES = 16 << 10;

  /** Keys of several key groups come in order by turns: for so many the order is noticed. */
  private static final int IN_ORDER_WITHIN_LOADS = 256;

  private final Path path;
  private final RandomAccessFile file;
  private final TableIndex index;
  private final @Nullable KeyFilter filter;
  private final @Nullable HeldBlock[] held;
  private boolean closed;

  private OpenTable(
      Path path,
      RandomAccessFile file,
      TableIndex index,
      @Nullable KeyFilter filter,
      int filterBytes) {
    super(OBJECT_BYTES + index.weight() + Integer.BYTES * index.blocks() + filterBytes);
    this.path = path;
    this.file = file;
    this.index = index;
    this.filter = filter;
    this.held = new HeldBlock[index.blocks()];
  }

  private static final class HeldBlock extends Cached {

    private final OpenTable table;
    private final int number;
    private final long load;
    private final DataBlock block;

    HeldBlock(OpenTable table, int number, long load, DataBlock block) {
      super(BLOCK_OBJECT_BYTES + block.weight());
      this.table = table;
      this.number = number;
      this.load = load;
      this.block = block;
    }

    @Override
    boolean isUnreachable() {
      return table.closed;
    }

    @Override
    void forget() {
      table.held[number] = null;
    }
  }

  /**
   * Opens a file.
   *
   * @throws NotReadableException if it has something in it that is not known here
   */
  static OpenTable open(Path path, BlockReader reader) throws IOException, NotReadableException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    boolean open = false;
    try {
      OpenTable table = read(path, file, reader);
      open = true;
      return table;
    } finally {
      if (!open) {
        file.close();
      }
    }
  }

  private static OpenTable read(Path path, RandomAccessFile file, BlockReader reader)
      throws IOException, NotReadableException {
    byte[] footer = new byte[FOOTER_BYTES];
    file.seek(Math.max(0, file.length() - FOOTER_BYTES));
    file.readFully(footer);
    if (NumberReader.longAt(footer, FOOTER_BYTES - Long.BYTES) != MAGIC
        || NumberReader.intAt(footer, FOOTER_BYTES - Long.BYTES - Integer.BYTES) != FORMAT_VERSION
        || footer[0] != CRC32C) {
      throw new NotReadableException("A table of another form");
    }
    NumberReader handles = new NumberReader(footer, 1);
    NamedValues parts = new NamedValues(block(file, reader, handles));
    byte[] indexBlock = block(file, reader, handles);
    NumberReader propertiesAt = parts.find("rocksdb.properties").orElse(null);
    if (propertiesAt == null
        || parts.has("rocksdb.compression_dict")
        || parts.has("rocksdb.range_del")) {
      throw new NotReadableException("A table with parts that are not known here");
    }
    NamedValues properties = new NamedValues(block(file, reader, propertiesAt));
    if (properties.number("rocksdb.block.based.table.index.type") != 0
        || properties.number("rocksdb.index.value.is.delta.encoded") != 1) {
      throw new NotReadableException("A table with an index of another form");
    }
    boolean userKeys = properties.number("rocksdb.index.key.is.user.key") == 1;
    TableIndex index = TableIndex.read(indexBlock, userKeys ? 0 : DataBlock.NUMBER_BYTES);
    NumberReader filterAt = parts.find("fullfilter.rocksdb.BuiltinBloomFilter").orElse(null);
    if (filterAt == null
        || !properties.says("rocksdb.block.based.table.whole.key.filtering", "1")) {
      return new OpenTable(path, file, index, null, 0);
    }
    byte[] filterBlock = block(file, reader, filterAt);
    return new OpenTable(
        path, file, index, KeyFilter.read(filterBlock).orElse(null), filterBlock.length);
  }

  private static byte[] block(RandomAccessFile file, BlockReader reader, NumberReader handle)
      throws IOException, NotReadableException {
    long offset = handle.varlong();
    return reader.read(file, offset, handle.varint());
  }

  /** Looks for the newest entry of a key; the blocks that are read for it go to {@code cache}. */
  Answer find(Lookup lookup, BlockReader reader, ClockCache cache)
      throws IOException, NotReadableException {
    used = true;
    if (filter != null && !filter.mayContain(lookup.hash)) {
      return Answer.ABSENT;
    }
    for (int i = index.find(lookup.key, lookup.length); i < index.blocks(); i++) {
      Answer answer = block(i, reader, cache).find(lookup);
      if (answer != null) {
        return answer;
      }
    }
    return Answer.ABSENT;
  }

  private DataBlock block(int number, BlockReader reader, ClockCache cache)
      throws IOException, NotReadableException {
    HeldBlock block = held[number];
    if (block == null) {
      block = load(number, reader, cache);
    }
    block.used = true;
    return block.block;
  }

  /**
   * Reads a block. Where the one before it was read not long ago, keys seem to come in their order,
   * as they do when a program goes through keys that it was given or made in order: then those that
   * follow are read, too.
   */
  private HeldBlock load(int number, BlockReader reader, ClockCache cache)
      throws IOException, NotReadableException {
    long load = reader.nextLoad();
    HeldBlock before = number == 0 ? null : held[number - 1];
    boolean inOrder = before != null && load - before.load <= IN_ORDER_WITHIN_LOADS;
    long from = index.offset(number);
    int last = number;
    while (inOrder && last + 1 < index.blocks() && index.end(last + 1) - from <= AHEAD_BYTES) {
      last++;
    }
    reader.fetch(file, from, index.end(last) - from);
    HeldBlock wanted = null;
    for (int i = number; i <= last; i++) {
      byte[] bytes = reader.block((int) (index.offset(i) - from), index.size(i));
      HeldBlock block = new HeldBlock(this, i, load, new DataBlock(bytes));
      if (i == number) {
        wanted = block;
      }
      if (held[i] == null && cache.add(block) && !closed) {
        held[i] = block;
      }
    }
    return Objects.requireNonNull(wanted);
  }

  @Override
  boolean isUnreachable() {
    return closed;
  }

  @Override
  void forget() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw NativeFailure.of("Closing " + path, e);
    }
  }

  boolean isClosed() {
    return closed;
  }
}
