package io.tidemark.rocksdb.engine;

/**
 * The form of sorted files where nothing but the backend's own options asks for one.
 *
 * @param blockBytes about how many bytes of entries a block has
 * @param filterBitsPerKey how large filters are, 0 for none
 * @param compress whether blocks that LZ4 makes smaller are stored so
 */
public record FileForm(long blockBytes, int filterBitsPerKey, boolean compress) {}
