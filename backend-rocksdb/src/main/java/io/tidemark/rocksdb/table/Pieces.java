package io.tidemark.rocksdb.table;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Pieces of a block that was found good as a whole, each with a checksum of its own: so one can be
 * read again by itself.
 */
final class Pieces {

  /** About how long a piece is. */
  static final int BYTES = 4 << 10;

  private final TableIndex directory;
  private final int[] checksums;

  Pieces(TableIndex directory, List<Integer> checksums) {
    this.directory = directory;
    this.checksums = checksums.stream().mapToInt(Integer::intValue).toArray();
  }

  static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /** Where the pieces are, and, of an index, up to which key each goes. */
  TableIndex directory() {
    return directory;
  }

  /** Reads a piece. */
  byte[] read(RandomAccessFile file, int number) throws IOException, NotReadableException {
    byte[] piece = new byte[directory.size(number)];
    file.seek(directory.offset(number));
    file.readFully(piece);
    if (checksum(piece, 0, piece.length) != checksums[number]) {
      throw new NotReadableException("A piece of a block that is not as it was");
    }
    return piece;
  }

  /** About how many bytes of memory this takes. */
  int weight() {
    return directory.weight() + Integer.BYTES * checksums.length + 60;
  }
}
