package io.tidemark.rocksdb.runs;

import io.tidemark.spi.KeyGroupRange;
import java.nio.file.Path;

/**
 * A finished sorted file in the store's own directory. It never changes.
 *
 * @param path where it lies
 * @param sequence its place among the store's runs: a later one wins. A base has that of the last
 *     run that is folded into it, and comes after it
 * @param base whether it holds all that is live in its key groups, rather than what changed
 * @param content the key groups of its entries
 * @param bytes its length
 * @param checksum the CRC-32C of its bytes
 * @param entries how many entries it holds, deletions included; 0 where that is not known
 * @param deletes how many of them are deletions
 * @param shrank whether LZ4 made it an eighth smaller than its entries; true where that is not
 *     known
 */
public record RunFile(
    Path path,
    long sequence,
    boolean base,
    KeyGroupRange content,
    long bytes,
    int checksum,
    long entries,
    long deletes,
    boolean shrank) {}
