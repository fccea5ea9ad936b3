package io.tidemark.rocksdb.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A file's index as it lies in the file: entries with a whole key, and the offset and size of a
 * block, each as long as it happens to be. It is read whole once, to be checked and cut into
 * pieces, so that of a file much larger than the memory those pieces are held that are used.
 */
final class IndexBlock {

  private IndexBlock() {}

  /**
   * Cuts an index into pieces, in the form of an index whose blocks they are.
   *
   * @param fileOffset where the index begins in the file
   * @param suffix how many bytes follow the user's key in each key
   */
  static Pieces cut(byte[] bytes, long fileOffset, int suffix) throws NotReadableException {
    EntryBlock block = new EntryBlock(bytes);
    TableIndex.Builder directory = new TableIndex.Builder();
    List<Integer> checksums = new ArrayList<>();
    NumberReader in = new NumberReader(bytes, 0);
    int begun = 0;
    int count = 0;
    while (in.position() < block.end) {
      int keyLength = keyLength(in, suffix);
      int keyAt = in.position();
      in.skip(keyLength + suffix);
      in.varlong();
      in.varint();
      count++;
      int length = in.position() - begun;
      if (length >= Pieces.BYTES || in.position() == block.end) {
        directory.add(bytes, keyAt, keyLength, fileOffset + begun, length);
        checksums.add(Pieces.checksum(bytes, begun, length));
        begun = in.position();
      }
    }
    if (count != block.places || in.position() != block.end) {
      throw new NotReadableException("An index whose keys do not all stand whole");
    }
    return new Pieces(directory.build(), checksums);
  }

  /** Reads a piece of an index. */
  static TableIndex piece(byte[] piece, int suffix) throws NotReadableException {
    TableIndex.Builder index = new TableIndex.Builder();
    NumberReader in = new NumberReader(piece, 0);
    while (in.position() < piece.length) {
      int keyLength = keyLength(in, suffix);
      int keyAt = in.position();
      in.skip(keyLength + suffix);
      index.add(piece, keyAt, keyLength, in.varlong(), in.varint());
    }
    return index.build();
  }

  private static int keyLength(NumberReader in, int suffix) throws NotReadableException {
    int shared = in.varint();
    int keyLength = in.varint() - suffix;
    if (shared != 0 || keyLength < 0) {
      throw new NotReadableException("An index with keys of another form");
    }
    return keyLength;
  }
}
