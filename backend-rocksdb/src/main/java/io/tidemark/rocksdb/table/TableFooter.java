package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;

/** With what a file ends: how it is to be read, and where its parts and its index are. */
final class TableFooter {

  static final int BYTES = 53;
  static final int FORMAT_VERSION = 5;

  /** The name of the part with the file's properties. */
  static final String PROPERTIES = "rocksdb.properties";

  /** The name of the part with the file's filter. */
  static final String FILTER = "fullfilter.rocksdb.BuiltinBloomFilter";

  private static final long MAGIC = 0x88e241b785f4cff7L;
  private static final int VERSION_AT = BYTES - Long.BYTES - Integer.BYTES;
  private static final byte CRC32C = 1;

  private TableFooter() {}

  /** The places of a footer's parts and index, each an offset and a size. */
  static NumberReader read(byte[] footer) throws NotReadableException {
    if (NumberReader.longAt(footer, BYTES - Long.BYTES) != MAGIC
        || NumberReader.intAt(footer, VERSION_AT) != FORMAT_VERSION
        || footer[0] != CRC32C) {
      throw new NotReadableException("A table of another form");
    }
    return new NumberReader(footer, 1);
  }

  static WriteBuffer write(BlockAppender.Place parts, BlockAppender.Place index) {
    WriteBuffer footer = new WriteBuffer(BYTES);
    footer.writeByte(CRC32C);
    parts.writeTo(footer);
    index.writeTo(footer);
    footer.position(VERSION_AT);
    footer.writeInt(Integer.reverseBytes(FORMAT_VERSION));
    footer.writeLong(Long.reverseBytes(MAGIC));
    return footer;
  }
}
