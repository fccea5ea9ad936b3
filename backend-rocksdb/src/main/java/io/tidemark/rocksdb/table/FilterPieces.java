package io.tidemark.rocksdb.table;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file's filter, of which those pieces are held that are used. */
final class FilterPieces {

  private static final int LINES = Pieces.BYTES / KeyFilter.LINE_BYTES;
  private static final int OBJECT_BYTES = 64;

  private final KeyFilter filter;
  private final Pieces pieces;
  private final @Nullable Piece[] held;

  private FilterPieces(KeyFilter filter, Pieces pieces) {
    this.filter = filter;
    this.pieces = pieces;
    this.held = new Piece[pieces.directory().blocks()];
  }

  private static final class Piece extends Cached {

    private final @Nullable Piece[] holder;
    private final int number;
    private final byte[] bits;

    Piece(@Nullable Piece[] holder, int number, byte[] bits) {
      super(OBJECT_BYTES + bits.length);
      this.holder = holder;
      this.number = number;
      this.bits = bits;
    }

    @Override
    void dropped() {
      holder[number] = null;
    }
  }

  /** The filter that the block at {@code offset} has, or null if it is none that is known here. */
  static @Nullable FilterPieces of(byte[] block, long offset) throws NotReadableException {
    Optional<KeyFilter> filter = KeyFilter.read(block);
    if (filter.isEmpty()) {
      return null;
    }
    TableIndex.Builder directory = new TableIndex.Builder();
    List<Integer> checksums = new ArrayList<>();
    int end = filter.get().lines() * KeyFilter.LINE_BYTES;
    for (int from = 0; from < end; from += Pieces.BYTES) {
      int length = Math.min(Pieces.BYTES, end - from);
      directory.add(block, 0, 0, offset + from, length);
      checksums.add(Pieces.checksum(block, from, length));
    }
    return new FilterPieces(filter.get(), new Pieces(directory.build(), checksums));
  }

  /** Whether the file may have a key of that hash. */
  boolean mayContain(long hash, RandomAccessFile file, ClockCache cache)
      throws IOException, NotReadableException {
    int line = filter.line(hash);
    int number = line / LINES;
    Piece piece = held[number];
    if (piece == null) {
      piece = new Piece(held, number, pieces.read(file, number));
      held[number] = piece;
      cache.addGuide(piece);
    } else {
      piece.use();
    }
    return filter.mayContain(hash, piece.bits, line % LINES * KeyFilter.LINE_BYTES);
  }

  /** Drops all pieces. */
  void drop() {
    for (Piece piece : held) {
      if (piece != null) {
        piece.drop();
      }
    }
  }

  /** About how many bytes of memory this takes, without pieces. */
  int weight() {
    return pieces.weight() + Integer.BYTES * held.length + OBJECT_BYTES;
  }
}
