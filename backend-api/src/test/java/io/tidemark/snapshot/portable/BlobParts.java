package io.tidemark.snapshot.portable;

import io.tidemark.serialization.WriteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A blob taken apart, to be put together again with all checksums right.
 *
 * @param blocks the header and the blocks
 */
record BlobParts(byte[] blocks, byte[] index) {

  static BlobParts of(byte[] blob) {
    int footerAt = blob.length - PortableFormat.FOOTER_BYTES;
    Footer footer = Footer.read(blob, new BlobPlace("parts", 0), footerAt);
    int indexAt = footerAt - footer.indexLength();
    return new BlobParts(Arrays.copyOf(blob, indexAt), Arrays.copyOfRange(blob, indexAt, footerAt));
  }

  /** With the index saying the checksum of the block, which is the only one. */
  BlobParts withChecksumOfOneBlock() {
    WriteBuffer fresh = new WriteBuffer(index.length);
    fresh.writeBytes(index);
    // Before it stand the fingerprint, the number of blocks and the two lengths of the block.
    int at = Integer.BYTES + 1;
    for (int lengths = 2; lengths > 0; at++) {
      lengths -= index[at] >= 0 ? 1 : 0;
    }
    fresh.position(at);
    fresh.writeInt(
        checksum(Arrays.copyOfRange(blocks, PortableFormat.HEADER_BYTES, blocks.length)));
    fresh.position(index.length);
    return new BlobParts(blocks, fresh.toByteArray());
  }

  byte[] join(int version) {
    WriteBuffer blob = new WriteBuffer(blocks.length + index.length + PortableFormat.FOOTER_BYTES);
    blob.writeBytes(blocks);
    blob.writeBytes(index);
    int footer = blob.position();
    blob.writeInt(index.length);
    blob.writeInt(checksum(index));
    blob.writeShort(version);
    blob.writeShort(0);
    blob.writeInt(checksum(Arrays.copyOfRange(blob.array(), footer, blob.position())));
    blob.writeInt(PortableFormat.MAGIC);
    return blob.toByteArray();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
