package io.tidemark.snapshot.repository;

import io.tidemark.spi.StoredBlob;
import java.util.List;

/**
 * What a collection removed, or would remove.
 *
 * @param removed what no published snapshot names
 * @param leftovers what unfinished writes left behind
 * @param unreadable published snapshots whose manifest cannot be read; while there are any, nothing
 *     that they may share is removed
 */
public record CollectionReport(
    List<StoredBlob> removed, List<StoredBlob> leftovers, List<String> unreadable) {

  public CollectionReport {
    removed = List.copyOf(removed);
    leftovers = List.copyOf(leftovers);
    unreadable = List.copyOf(unreadable);
  }

  public long bytes() {
    return removed.stream().mapToLong(StoredBlob::length).sum()
        + leftovers.stream().mapToLong(StoredBlob::length).sum();
  }
}
