package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;
import java.nio.ByteBuffer;

/** Builds what {@link DataBlock} reads. Belongs to one thread. */
final class DataBlockBuilder {

  /** So many entries from one whole key to the next. */
  private static final int ENTRIES_A_PLACE = 16;

  private final EntryBlockBuilder block;
  private int sincePlace = ENTRIES_A_PLACE;

  DataBlockBuilder(int initialBytes) {
    block = new EntryBlockBuilder(initialBytes);
  }

  /**
   * Adds an entry.
   *
   * @param same how many bytes the key has in common with the one before
   * @param does what the entry does
   */
  void add(byte[] key, int keyLength, int same, byte does, byte[] value, int offset, int length) {
    begin(key, keyLength, same, does, length).writeBytes(value, offset, length);
  }

  /** The same, with what remains in a buffer as the value. */
  void add(byte[] key, int keyLength, int same, byte does, ByteBuffer value) {
    int length = value.remaining();
    WriteBuffer out = begin(key, keyLength, same, does, length);
    out.reserve(length);
    value.get(value.position(), out.array(), out.position(), length);
    out.position(out.position() + length);
  }

  /** How many bytes its entries take. */
  int length() {
    return block.bytes().position();
  }

  /** Ends the block, which then has everything, and returns it. */
  WriteBuffer end() {
    return block.end();
  }

  void clear() {
    block.clear();
    sincePlace = ENTRIES_A_PLACE;
  }

  private WriteBuffer begin(byte[] key, int keyLength, int same, byte does, int valueLength) {
    int shared = same;
    if (sincePlace == ENTRIES_A_PLACE) {
      sincePlace = 0;
      shared = 0;
      block.place();
    }
    sincePlace++;
    WriteBuffer out = block.bytes();
    out.writeVarInt(shared);
    out.writeVarInt(keyLength - shared + DataBlock.NUMBER_BYTES);
    out.writeVarInt(valueLength);
    out.writeBytes(key, shared, keyLength - shared);
    // The entry of a file that the database takes over is as new as the file.
    out.writeLong((long) does << (Long.SIZE - Byte.SIZE));
    return out;
  }
}
