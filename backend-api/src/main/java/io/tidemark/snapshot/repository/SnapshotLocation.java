package io.tidemark.snapshot.repository;

import java.net.URI;

/**
 * Where a snapshot lies.
 *
 * @param manifest the name of its manifest under the storage's root
 * @param base the folder to which the names in it are relative, with a slash at its end; empty for
 *     the root itself
 */
public record SnapshotLocation(String manifest, String base) {

  /** A self-contained snapshot whose folder is the storage's root. */
  public static final SnapshotLocation ROOT = new SnapshotLocation(SnapshotLayout.MANIFEST, "");

  public SnapshotLocation {
    if (!manifest.startsWith(base) || !manifest.endsWith(SnapshotLayout.MANIFEST)) {
      throw new IllegalArgumentException(manifest + " is no name of a manifest under " + base);
    }
  }

  /** The URI of its manifest in a storage; {@link SnapshotAddress} takes it apart again. */
  public String uriUnder(URI storageRoot) {
    String root = storageRoot.toString();
    return root + (root.endsWith("/") ? "" : "/") + manifest;
  }

  /** The name under the storage's root of what the manifest calls {@code relative}. */
  String name(String relative) {
    return base + relative;
  }

  /** The folder of the manifest, with a slash at its end; empty for the root itself. */
  String folder() {
    return manifest.substring(0, manifest.length() - SnapshotLayout.MANIFEST.length());
  }

  /** The last part of the folder's name; empty for the root itself. */
  public String folderName() {
    String folder = folder();
    int end = Math.max(0, folder.length() - 1);
    return folder.substring(folder.lastIndexOf('/', end - 1) + 1, end);
  }

  /** What the manifest calls a blob in its own folder. */
  String ownName(String lastPart) {
    return folder().substring(base.length()) + lastPart;
  }

  /** Whether all its blobs are in its folder. */
  boolean isSelfContained() {
    return folder().equals(base);
  }
}
