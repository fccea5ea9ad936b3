package io.tidemark.fs.tree;

/**
 * A file or a folder in a folder.
 *
 * @param key the name, with a slash after it if it is a folder's: in the order of keys stand the
 *     names of the blobs
 * @param length a file's bytes
 * @param modifiedMillis when a file was modified, in milliseconds since the epoch
 */
public record FolderEntry(String key, long length, long modifiedMillis) {

  public static FolderEntry ofFolder(String name) {
    return new FolderEntry(name + "/", 0, 0);
  }

  boolean isFolder() {
    return key.endsWith("/");
  }

  String name() {
    return isFolder() ? key.substring(0, key.length() - 1) : key;
  }
}
