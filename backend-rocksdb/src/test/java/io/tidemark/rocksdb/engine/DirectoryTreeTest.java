package io.tidemark.rocksdb.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {

  @TempDir Path parent;

  @SuppressWarnings("NullAway.Init")
  private Path root;

  @BeforeEach
  void makeATree() throws IOException {
    root = Files.createDirectory(parent.resolve("root"));
    Files.createFile(Files.createDirectories(root.resolve("a/b")).resolve("file"));
    Files.createSymbolicLink(root.resolve("link"), Files.createFile(parent.resolve("elsewhere")));
  }

  @Test
  void removedTree_isGone_butNotWhatItsLinksAreTo() throws IOException {
    DirectoryTree.remove(root);
    DirectoryTree.remove(root);

    assertThat(root).doesNotExist();
    assertThat(parent.resolve("elsewhere")).exists();
  }

  @Test
  void clearedTree_hasWhatIsKeptAlone() throws IOException {
    Path kept = Files.createFile(root.resolve("kept"));

    DirectoryTree.clear(root, kept);
    assertThat(root).isDirectoryContaining(kept::equals);
    assertThat(root.toFile().list()).hasSize(1);
  }

  @Test
  void placeThatCannotBeLookedAt_isTold() {
    Path nowhere = parent.resolve("elsewhere").resolve("root");

    assertThatThrownBy(() -> DirectoryTree.remove(nowhere))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(nowhere.toString());
  }
}
