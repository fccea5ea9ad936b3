package io.tidemark.fs.tree;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads one folder, in whatever order its file system has. */
@FunctionalInterface
public interface FolderReader {

  /**
   * Gives the files and folders in a folder to {@code found}, one at a time and none twice; links
   * and other things are passed over. A folder that is not there, or is a file, has none.
   *
   * @param folder the folder's name under the root, empty for the root
   * @param wanted whether anybody wants to know of a name: others may be passed over unseen
   */
  void read(String folder, Predicate<String> wanted, Consumer<FolderEntry> found)
      throws IOException;
}
