package io.tidemark.spi;

/**
 * How a store snapshot uses a blob.
 *
 * @param blob the bytes
 * @param keyGroups the key groups for which the blob speaks here; what it holds for others is to be
 *     left alone
 * @param schema which of the store snapshot's schemas the blob was written with, as an index
 * @param added whether this snapshot wrote the blob, rather than naming an earlier one
 */
public record BlobUse(BlobRef blob, KeyGroupRange keyGroups, int schema, boolean added) {}
