package io.tidemark.snapshot.portable;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import java.util.zip.CRC32C;

/**
 * The last bytes of a blob, which say where its index is. Their layout is the same in every
 * version.
 *
 * @param indexLength the bytes of the index, which ends where the footer begins
 * @param indexChecksum the CRC-32C of the index
 * @param version that of the whole blob
 */
record Footer(int indexLength, int indexChecksum, int version) {

  static void write(int indexLength, int indexChecksum, WriteBuffer out) {
    int start = out.position();
    out.writeInt(indexLength);
    out.writeInt(indexChecksum);
    out.writeShort(PortableFormat.VERSION);
    out.writeShort(0);
    CRC32C crc = new CRC32C();
    crc.update(out.array(), start, out.position() - start);
    out.writeInt((int) crc.getValue());
    out.writeInt(PortableFormat.MAGIC);
  }

  /**
   * Reads and checks a footer.
   *
   * @param tail bytes of the blob's end
   * @param offset where in the blob the footer begins
   */
  static Footer read(byte[] tail, BlobPlace place, long offset) {
    int start = tail.length - PortableFormat.FOOTER_BYTES;
    ReadBuffer in = new ReadBuffer(tail, start, PortableFormat.FOOTER_BYTES);
    int indexLength = in.readInt();
    int indexChecksum = in.readInt();
    int version = in.readShort() & 0xffff;
    int flags = in.readShort();
    CRC32C crc = new CRC32C();
    crc.update(tail, start, in.position() - start);
    int checksum = in.readInt();
    if (in.readInt() != PortableFormat.MAGIC) {
      throw place.corrupt(
          offset + PortableFormat.FOOTER_BYTES - Integer.BYTES,
          "a blob of the portable format ends with the bytes TMPB");
    }
    place.requireChecksum(offset, checksum, (int) crc.getValue());
    PortableFormat.requireKnown(version, "Snapshot blob '" + place.name() + "'");
    if (version < 1 || flags != 0) {
      throw place.corrupt(offset, "there is no version " + version + " with flags " + flags);
    }
    if (indexLength < 0 || indexLength > offset - PortableFormat.HEADER_BYTES) {
      throw place.corrupt(
          offset, "an index of " + indexLength + " bytes does not fit before the footer");
    }
    return new Footer(indexLength, indexChecksum, version);
  }
}
