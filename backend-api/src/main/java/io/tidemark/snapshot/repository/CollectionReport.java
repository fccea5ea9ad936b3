package io.tidemark.snapshot.repository;

import io.tidemark.spi.StoredBlob;
import java.util.List;

/**
 * What a collection removed, or would remove.
 *
 * @param removed what no published snapshot names, and late checkpoints
 * @param leftovers what unfinished writes left behind
 * @param unreadable published snapshots whose manifest cannot be read; nothing is removed that they
 *     may name
 * @param young what belongs to nothing yet, and is too young to be removed
 * @param foreign what lies in the job's folder and is none of Tidemark's; it is left alone
 */
public record CollectionReport(
    List<StoredBlob> removed,
    List<StoredBlob> leftovers,
    List<String> unreadable,
    List<StoredBlob> young,
    List<StoredBlob> foreign) {

  public CollectionReport {
    removed = List.copyOf(removed);
    leftovers = List.copyOf(leftovers);
    unreadable = List.copyOf(unreadable);
    young = List.copyOf(young);
    foreign = List.copyOf(foreign);
  }

  /** The bytes that were, or would be, given back. */
  public long bytes() {
    return removed.stream().mapToLong(StoredBlob::length).sum()
        + leftovers.stream().mapToLong(StoredBlob::length).sum();
  }
}
