package io.tidemark.spi;

/**
 * A blob in a storage.
 *
 * @param name its name under the storage's root
 * @param length its bytes
 * @param modifiedMillis when it became visible by the storage's clock, in milliseconds since the
 *     epoch
 */
public record StoredBlob(String name, long length, long modifiedMillis) {}
