package io.tidemark.rocksdb.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes directories with all that is in them. What is gone is fine. */
public final class DirectoryTree extends SimpleFileVisitor<Path> {

  private final Path root;
  private final @Nullable Path kept;

  private DirectoryTree(Path root, @Nullable Path kept) {
    this.root = root;
    this.kept = kept;
  }

  /** Removes {@code root}. */
  public static void remove(Path root) throws IOException {
    Files.walkFileTree(root, new DirectoryTree(root, null));
    Files.deleteIfExists(root);
  }

  /** Removes what is in {@code root}, all but the file {@code kept}. */
  public static void clear(Path root, Path kept) throws IOException {
    Files.walkFileTree(root, new DirectoryTree(root, kept));
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (!file.equals(kept)) {
      Files.deleteIfExists(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    return e instanceof NoSuchFileException
        ? FileVisitResult.CONTINUE
        : super.visitFileFailed(file, e);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
      throws IOException {
    FileVisitResult result = super.postVisitDirectory(directory, e);
    if (!directory.equals(root)) {
      Files.deleteIfExists(directory);
    }
    return result;
  }
}
