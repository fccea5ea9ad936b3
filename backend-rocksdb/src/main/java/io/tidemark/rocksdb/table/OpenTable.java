package io.tidemark.rocksdb.table;

import io.tidemark.rocksdb.table.Lookup.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open, with what is held of its index and of its filter. It is closed when it is
 * dropped.
 *
 * <p>No channel is used, because the interruption of a thread that reads would close it.
 */
final class OpenTable extends Cached {

  /** An index or a filter is in memory whole while the file is opened. */
  private static final int LARGEST_INDEX = 64 << 20;

  /** Of the objects of an open file, beside its directories. */
  private static final int OBJECT_BYTES = 400;

  private final RandomAccessFile file;
  private final Pieces index;
  private final int suffix;
  private final @Nullable IndexPiece[] held;
  private final @Nullable FilterPieces filter;
  private final Runnable whenDropped;

  private OpenTable(
      RandomAccessFile file,
      Pieces index,
      int suffix,
      @Nullable FilterPieces filter,
      Runnable whenDropped) {
    super(
        OBJECT_BYTES
            + index.weight()
            + Integer.BYTES * index.directory().blocks()
            + (filter == null ? 0 : filter.weight()));
    this.file = file;
    this.index = index;
    this.suffix = suffix;
    this.held = new IndexPiece[index.directory().blocks()];
    this.filter = filter;
    this.whenDropped = whenDropped;
  }

  /**
   * Opens a file.
   *
   * @param whenDropped runs when it is dropped
   * @throws NotReadableException if it has something in it that is not known here
   */
  static OpenTable open(Path path, BlockReader reader, Runnable whenDropped)
      throws IOException, NotReadableException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    boolean open = false;
    try {
      OpenTable table = read(file, reader, whenDropped);
      open = true;
      return table;
    } finally {
      if (!open) {
        file.close();
      }
    }
  }

  private static OpenTable read(RandomAccessFile file, BlockReader reader, Runnable whenDropped)
      throws IOException, NotReadableException {
    byte[] footer = new byte[TableFooter.BYTES];
    file.seek(Math.max(0, file.length() - TableFooter.BYTES));
    file.readFully(footer);
    NumberReader handles = TableFooter.read(footer);
    NamedValues parts = new NamedValues(reader.read(file, handles.varlong(), handles.varint()));
    long indexAt = handles.varlong();
    int indexSize = handles.varint();
    NumberReader propertiesAt = parts.find(TableFooter.PROPERTIES).orElse(null);
    if (propertiesAt == null
        || !parts.names().stream().allMatch(OpenTable::isKnown)
        || indexSize > LARGEST_INDEX) {
      throw new NotReadableException("A table with parts that are not known here");
    }
    NamedValues properties =
        new NamedValues(reader.read(file, propertiesAt.varlong(), propertiesAt.varint()));
    byte[] indexBlock = reader.read(file, indexAt, indexSize);
    if (properties.number("rocksdb.block.based.table.index.type") != 0
        || properties.number("rocksdb.index.value.is.delta.encoded") != 1
        || indexBlock.length != indexSize) {
      throw new NotReadableException("A table with an index of another form, or compressed");
    }
    boolean userKeys = properties.number("rocksdb.index.key.is.user.key") == 1;
    int suffix = userKeys ? 0 : DataBlock.NUMBER_BYTES;
    Pieces index = IndexBlock.cut(indexBlock, indexAt, suffix);
    NumberReader filterAt = parts.find(TableFooter.FILTER).orElse(null);
    FilterPieces filter = null;
    if (filterAt != null && properties.says("rocksdb.block.based.table.whole.key.filtering", "1")) {
      long offset = filterAt.varlong();
      int size = filterAt.varint();
      filter =
          size > LARGEST_INDEX ? null : FilterPieces.of(reader.read(file, offset, size), offset);
    }
    return new OpenTable(file, index, suffix, filter, whenDropped);
  }

  /** Whether a part of a file is known here: others might have to be asked first. */
  private static boolean isKnown(String part) {
    return part.equals(TableFooter.PROPERTIES) || part.startsWith("fullfilter.");
  }

  /** Looks for the newest entry of a key; what is read for it goes to {@code cache}. */
  Answer find(Lookup lookup, BlockReader reader, ClockCache cache)
      throws IOException, NotReadableException {
    use();
    if (filter != null && !filter.mayContain(lookup.hash, file, cache)) {
      return Answer.ABSENT;
    }
    TableIndex pieces = index.directory();
    for (int i = pieces.find(lookup.key, lookup.length); i < pieces.blocks(); i++) {
      Answer answer = piece(i, cache).find(lookup, file, reader, cache);
      if (answer != null) {
        return answer;
      }
    }
    return Answer.ABSENT;
  }

  private IndexPiece piece(int number, ClockCache cache) throws IOException, NotReadableException {
    IndexPiece piece = held[number];
    if (piece == null) {
      TableIndex read = IndexBlock.piece(index.read(file, number), suffix);
      piece = new IndexPiece(held, number, read);
      held[number] = piece;
      cache.addGuide(piece);
    } else {
      piece.use();
    }
    return piece;
  }

  @Override
  void dropped() {
    for (IndexPiece piece : held) {
      if (piece != null) {
        piece.drop();
      }
    }
    if (filter != null) {
      filter.drop();
    }
    whenDropped.run();
    try {
      file.close();
    } catch (IOException e) {
      // Nothing is lost with a file that was only read, and others are to be closed, too.
      return;
    }
  }
}
