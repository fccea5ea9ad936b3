package io.tidemark.snapshot.repository;

/**
 * Where a snapshot lies.
 *
 * @param manifest the name of its manifest under the storage's root
 * @param base the folder to which the names in it are relative, with a slash at its end
 */
public record SnapshotLocation(String manifest, String base) {

  String name(String relative) {
    return base + relative;
  }
}
