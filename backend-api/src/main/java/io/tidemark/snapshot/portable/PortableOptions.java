package io.tidemark.snapshot.portable;

/**
 * How portable blobs are cut and packed.
 *
 * @param compress whether blocks are compressed where that makes them smaller
 * @param blockBytes how many bytes of entries make a block, which is compressed, checked and read
 *     as one
 * @param blobBytes from how many bytes of state on it is cut into several blobs, which are written
 *     in parallel
 * @param parallelism how many blobs are written at a time, each with buffers of about four blocks
 * @param processors how many of these are filled at a time, while others are brought to the storage
 */
public record PortableOptions(
    boolean compress, int blockBytes, long blobBytes, int parallelism, int processors) {

  public static final PortableOptions DEFAULT =
      new PortableOptions(
          true, 128 << 10, 32L << 20, 4, Runtime.getRuntime().availableProcessors());

  public PortableOptions {
    if (blockBytes < 1 || blockBytes > PortableFormat.MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException("No size of a block: " + blockBytes);
    }
    if (blobBytes < 1 || parallelism < 1 || processors < 1) {
      throw new IllegalArgumentException(
          "No cut of blobs: "
              + blobBytes
              + " bytes, "
              + parallelism
              + " at a time by "
              + processors
              + " processors");
    }
  }

  public PortableOptions withCompression(boolean newCompress) {
    return new PortableOptions(newCompress, blockBytes, blobBytes, parallelism, processors);
  }

  /** The same for one of several ranges, which are written beside each other. */
  public PortableOptions withParallelism(int newParallelism) {
    return new PortableOptions(compress, blockBytes, blobBytes, newParallelism, processors);
  }
}
