package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import io.tidemark.spi.SupportsLocalFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Local files become blobs without being copied, and blobs are local files. */
abstract class LinkContract extends StorageContract {

  private final LocalStorageKit localKit;

  @SuppressWarnings("NullAway.Init")
  private Path directory;

  LinkContract(LocalStorageKit kit) {
    super(kit);
    this.localKit = kit;
  }

  @BeforeEach
  void makeADirectory() throws Exception {
    directory = localKit.directoryBeside(root.uri());
  }

  @Test
  void linkedFile_isABlobForEverybody() throws Exception {
    SnapshotStorage openedBefore = root.open();
    byte[] content = content("job/a", LARGE);
    StoredBlob linked = link("job/a", file(content), content).orElseThrow();

    assertThat(linked.name()).isEqualTo("job/a");
    assertThat(linked.length()).isEqualTo(LARGE);
    assertThat(get(storage, "job/a")).isEqualTo(content);
    assertThat(get(openedBefore, "job/a")).isEqualTo(content);
    assertThat(names(openedBefore, "")).containsExactly("job/a");
  }

  @Test
  void linkedFile_survivesTheMachineWithTheNextCreatedBlob() throws Exception {
    byte[] content = content("job/a", 1000);
    assertThat(link("job/a", file(content), content)).isPresent();

    storage.createIfAbsent("job/manifest", content("manifest", 10));

    assertThat(survivesTheMachine("job/a")).isTrue();
  }

  @Test
  void linkedFile_mayBeDeleted() throws Exception {
    byte[] content = content("job/a", 1000);
    Path file = file(content);
    assertThat(link("job/a", file, content)).isPresent();
    Files.delete(file);

    assertThat(get(root.open(), "job/a")).isEqualTo(content);
  }

  @Test
  void deletedBlob_leavesTheLinkedFile() throws Exception {
    byte[] content = content("job/a", 1000);
    Path file = file(content);
    assertThat(link("job/a", file, content)).isPresent();
    storage.delete(List.of("job/a"));

    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void fileOfAnotherLength_isCorruptAndNotLinked() throws Exception {
    Path file = file(content("a", 1000));

    for (int length : new int[] {0, 999, 1001}) {
      assertThatThrownBy(() -> links().link("a", file, length, 0))
          .isInstanceOfSatisfying(
              SnapshotCorruptException.class, e -> assertThat(e.blob()).isEqualTo("a"))
          .hasMessageContaining("1000");
    }
    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void missingFile_isAnErrorThatNamesIt() {
    Path missing = directory.resolve("missing.sst");

    assertThatThrownBy(() -> links().link("a", missing, 10, 0))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isFalse())
        .hasMessageContaining("missing.sst");
    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void folder_isNotLinked() {
    assertThatThrownBy(() -> links().link("a", directory, 0, 0))
        .isInstanceOf(StorageException.class);
    assertThat(names(storage, "")).isEmpty();
  }

  @Test
  void oldFile_isANewBlob() throws Exception {
    byte[] content = content("job/a", 1000);
    Path file = file(content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    long before = modifiedOfABlobAfter(0);
    assertThat(link("job/a", file, content)).isPresent();

    assertThat(modified("job/a")).isGreaterThanOrEqualTo(before);
  }

  @Test
  void nameUsedTwice_isOneOfTheContents() throws Exception {
    byte[] first = content("first", 1000);
    byte[] second = content("second", 2000);
    put(storage, "a", first);
    link("a", file(second), second);

    assertThat(get(storage, "a")).isIn(first, second);
    assertThat(names(storage, "")).containsExactly("a");
  }

  @Test
  void nameOfNoBlob_isRefused() throws Exception {
    byte[] content = content("a", 10);
    Path file = file(content);

    assertThatThrownBy(() -> link("../a", file, content))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closedStorage_linksNothing() throws Exception {
    byte[] content = content("a", 10);
    Path file = file(content);
    storage.close();

    assertThatThrownBy(() -> link("a", file, content)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> localFiles().localFile("a")).isInstanceOf(StorageException.class);
    assertThat(names(root.open(), "")).isEmpty();
  }

  @Test
  void localFile_isExactlyTheBlob() {
    put(storage, "job/a", content("job/a", LARGE));
    put(storage, "job/b", new byte[0]);

    assertThat(localFiles().localFile("job/a").orElseThrow())
        .hasBinaryContent(content("job/a", LARGE));
    assertThat(localFiles().localFile("job/b").orElseThrow()).isEmptyFile();
  }

  @Test
  void localFileOfNoBlob_isEmpty() {
    put(storage, "job/a");

    assertThat(localFiles().localFile("a")).isEmpty();
    assertThat(localFiles().localFile("job")).isEmpty();
    assertThat(localFiles().localFile("job/a/b")).isEmpty();
    assertThatThrownBy(() -> localFiles().localFile("../a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> get(storage, "a")).isInstanceOf(BlobNotFoundException.class);
  }

  private Path file(byte[] content) throws Exception {
    return Files.write(Files.createTempFile(directory, "run", ".sst"), content);
  }

  private Optional<StoredBlob> link(String name, Path file, byte[] content) {
    return links().link(name, file, content.length, new BlobRef.Inline(content).checksum());
  }

  @SuppressWarnings("unchecked")
  private SupportsLink<String, StoredBlob> links() {
    return (SupportsLink<String, StoredBlob>) storage;
  }

  @SuppressWarnings("unchecked")
  private SupportsLocalFiles<String> localFiles() {
    return (SupportsLocalFiles<String>) storage;
  }
}
