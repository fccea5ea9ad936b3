package io.tidemark.fs;

import io.tidemark.fs.tree.UnfinishedNames;
import io.tidemark.spi.StoredBlob;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds, and takes away, unfinished files, and folders that a crash left empty. */
final class Leftovers extends SimpleFileVisitor<Path> {

  private final FolderTree tree;
  private final long olderThanMillis;
  private final boolean dryRun;
  private final List<StoredBlob> found = new ArrayList<>();

  Leftovers(FolderTree tree, long olderThanMillis, boolean dryRun) {
    this.tree = tree;
    this.olderThanMillis = olderThanMillis;
    this.dryRun = dryRun;
  }

  Collection<StoredBlob> collect() throws IOException {
    Files.walkFileTree(tree.root(), this);
    return found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    long modified = attributes.lastModifiedTime().toMillis();
    if (UnfinishedNames.matches(file.getFileName().toString()) && modified < olderThanMillis) {
      if (dryRun || Files.deleteIfExists(file)) {
        found.add(new StoredBlob(tree.name(file), attributes.size(), modified));
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
      throws IOException {
    if (failed != null) {
      return visitFileFailed(folder, failed);
    }
    if (!dryRun) {
      tree.prune(folder);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
    if (failed instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failed;
  }
}
