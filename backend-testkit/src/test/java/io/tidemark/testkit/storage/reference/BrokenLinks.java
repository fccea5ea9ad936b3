package io.tidemark.testkit.storage.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.StoredBlob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Storages that go wrong about local files. */
final class BrokenLinks {

  private BrokenLinks() {}

  static List<BrokenStorage> all() {
    Map<String, Path> sources = new ConcurrentHashMap<>();
    return List.of(
        BrokenStorage.of(
            "a linked file is not the blob, but where it is",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keepLinked(String name, Path file, byte[] content) {
                    sources.put(name, file);
                    return super.keepLinked(name, file, content);
                  }

                  @Override
                  public BlobReader read(String name, long offset, long length) {
                    Path source = sources.get(name);
                    if (source != null && !Files.exists(source)) {
                      shelf.blobs.remove(name);
                    }
                    return super.read(name, offset, length);
                  }
                },
            "Links.linkedFile_mayBeDeleted"),
        BrokenStorage.of(
            "deleting a blob deletes the file that was linked",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keepLinked(String name, Path file, byte[] content) {
                    sources.put(name, file);
                    return super.keepLinked(name, file, content);
                  }

                  @Override
                  public void delete(Collection<String> names) {
                    super.delete(names);
                    for (String name : names) {
                      remove(sources.get(name));
                    }
                  }
                },
            "Links.deletedBlob_leavesTheLinkedFile"),
        BrokenStorage.of(
            "whatever is linked is taken",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public Optional<StoredBlob> link(
                      String name, Path file, long length, int checksum) {
                    byte[] content;
                    try {
                      content = Files.readAllBytes(file);
                    } catch (IOException e) {
                      content = new byte[0];
                    }
                    return Optional.of(keepLinked(name, file, content));
                  }
                },
            "Links.fileOfAnotherLength_isCorruptAndNotLinked",
            "Links.missingFile_isAnErrorThatNamesIt",
            "Links.folder_isNotLinked",
            "Links.nameOfNoBlob_isRefused",
            "Links.closedStorage_linksNothing"),
        BrokenStorage.of(
            "a linked blob is as old as its file",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  StoredBlob keepLinked(String name, Path file, byte[] content) {
                    return keep(name, content, file.toFile().lastModified());
                  }
                },
            "Links.oldFile_isANewBlob"),
        BrokenStorage.of(
            "a local file has more than the blob, and there always is one",
            opening ->
                new ReferenceStorage(opening) {
                  @Override
                  public Optional<Path> localFile(String name) {
                    return Optional.of(newFile("something else".getBytes(US_ASCII)));
                  }
                },
            "Links.localFile_isExactlyTheBlob",
            "Links.localFileOfNoBlob_isEmpty"));
  }

  private static void remove(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
