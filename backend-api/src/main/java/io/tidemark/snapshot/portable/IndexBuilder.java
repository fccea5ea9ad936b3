package io.tidemark.snapshot.portable;

import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.Operation;

/** Collects where a blob's blocks and sections are. Used once, by one thread. */
final class IndexBuilder {

  private final int fingerprint;
  private final WriteBuffer blockTable = new WriteBuffer(64);
  private final WriteBuffer sectionTable = new WriteBuffer(256);
  private int blocks;
  private int sections;
  private int keyGroup;

  /**
   * Begins an index.
   *
   * @param fingerprint the schema's
   */
  IndexBuilder(int fingerprint) {
    this.fingerprint = fingerprint;
  }

  boolean isEmpty() {
    return blocks == 0;
  }

  void block(int storedLength, int rawLength, int checksum) {
    blockTable.writeVarInt(storedLength);
    blockTable.writeVarInt(rawLength);
    blockTable.writeInt(checksum);
    blocks++;
  }

  /** The next section in the order of their bytes; key groups never descend. */
  void section(int sectionKeyGroup, int state, Operation operation, int entries, int length) {
    sectionTable.writeVarInt(sectionKeyGroup - keyGroup);
    sectionTable.writeVarInt(state);
    sectionTable.writeByte(operation.code());
    sectionTable.writeVarInt(entries);
    sectionTable.writeVarInt(length);
    keyGroup = sectionKeyGroup;
    sections++;
  }

  /** The index's bytes. */
  WriteBuffer finish() {
    WriteBuffer whole = new WriteBuffer(16 + blockTable.position() + sectionTable.position());
    whole.writeInt(fingerprint);
    whole.writeVarInt(blocks);
    whole.writeBytes(blockTable.array(), 0, blockTable.position());
    whole.writeVarInt(sections);
    whole.writeBytes(sectionTable.array(), 0, sectionTable.position());
    return whole;
  }
}
