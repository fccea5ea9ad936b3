package io.tidemark.flink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A native library made fit to live beside another version of itself.
 *
 * <p>Compilers mark some symbols of C++ as unique (STB_GNU_UNIQUE), and Linux then binds all
 * libraries of a process to the first one that has them, however privately they were loaded. Two
 * RocksDBs would call into each other's code with their own objects. Marked as weak in place, such
 * symbols are bound within their own library. Only ELF has them; anything else stays as it is.
 */
final class NativeCode {

  private static final int ELF = 0x7f454c46;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;

  private static final int SECTION_HEADERS = 0x28;
  private static final int SECTION_HEADER_BYTES = 0x3a;
  private static final int SECTION_COUNT = 0x3c;

  private static final int TYPE = 4;
  private static final int OFFSET = 0x18;
  private static final int SIZE = 0x20;
  private static final int DYNAMIC_SYMBOLS = 11;

  private static final int SYMBOL_BYTES = 24;
  private static final int SYMBOL_INFO = 4;
  private static final int UNIQUE = 10;
  private static final int WEAK = 2;

  private NativeCode() {}

  /**
   * Marks the unique symbols of {@code library} as weak, in place.
   *
   * @return how many there were
   */
  static int bindToItself(byte[] library) {
    ByteBuffer elf = ByteBuffer.wrap(library);
    if (library.length < 0x40
        || elf.getInt(0) != ELF
        || library[4] != CLASS_64
        || library[5] != LITTLE_ENDIAN) {
      return 0;
    }
    elf.order(ByteOrder.LITTLE_ENDIAN);
    int headers = Math.toIntExact(elf.getLong(SECTION_HEADERS));
    int found = 0;
    for (int i = 0; i < Short.toUnsignedInt(elf.getShort(SECTION_COUNT)); i++) {
      int header = headers + i * Short.toUnsignedInt(elf.getShort(SECTION_HEADER_BYTES));
      if (elf.getInt(header + TYPE) == DYNAMIC_SYMBOLS) {
        int begin = Math.toIntExact(elf.getLong(header + OFFSET));
        int size = Math.toIntExact(elf.getLong(header + SIZE));
        found += weaken(library, begin, size);
      }
    }
    return found;
  }

  private static int weaken(byte[] library, int begin, int size) {
    int found = 0;
    for (int at = begin + SYMBOL_INFO; at < begin + size; at += SYMBOL_BYTES) {
      int info = library[at] & 0xff;
      if (info >> 4 == UNIQUE) {
        library[at] = (byte) (WEAK << 4 | (info & 0xf));
        found++;
      }
    }
    return found;
  }
}
