package io.tidemark.fs;

import io.tidemark.fs.tree.FolderEntry;
import io.tidemark.fs.tree.FolderReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads folders of this machine. The system is asked about wanted files only. */
record LocalFolderReader(Path root) implements FolderReader {

  @Override
  public void read(String folder, Predicate<String> wanted, Consumer<FolderEntry> found)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (wanted.test(name)) {
          tell(file, name, found);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void tell(Path file, String name, Consumer<FolderEntry> found) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (attributes.isDirectory()) {
      found.accept(FolderEntry.ofFolder(name));
    } else if (attributes.isRegularFile()) {
      found.accept(
          new FolderEntry(name, attributes.size(), attributes.lastModifiedTime().toMillis()));
    }
  }
}
