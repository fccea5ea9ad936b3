package io.tidemark.fs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlobWalkTest {

  private static final int PAGE = 16;

  @Test
  void folderInAnyOrder_isListedInOrderByPages() {
    List<String> names = names(1000);
    AtomicInteger reads = new AtomicInteger();
    FolderReader reader =
        (folder, wanted, found) -> {
          reads.incrementAndGet();
          names.forEach(name -> found.accept(new FolderEntry(name, 1, 2)));
        };

    try (Stream<StoredBlob> blobs = BlobWalk.of(reader, "", BlobWalkTest::error, PAGE)) {
      assertThat(blobs.map(StoredBlob::name)).isEqualTo(names.stream().sorted().toList());
    }
    assertThat(reads).as("a page at a time").hasValue(names.size() / PAGE + 1);
  }

  @Test
  void firstBlob_isKnownAfterOnePage() {
    AtomicInteger reads = new AtomicInteger();
    FolderReader reader =
        (folder, wanted, found) -> {
          reads.incrementAndGet();
          names(1000).forEach(name -> found.accept(new FolderEntry(name, 1, 2)));
        };

    try (Stream<StoredBlob> blobs = BlobWalk.of(reader, "", BlobWalkTest::error, PAGE)) {
      assertThat(reads).hasValue(0);
      assertThat(blobs.limit(PAGE)).hasSize(PAGE);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void unwantedName_isNotAskedFor() {
    List<String> asked = new ArrayList<>();
    FolderReader reader =
        (folder, wanted, found) ->
            List.of("ab", "b", ".tidemark-1-2-3.unfinished").stream()
                .filter(wanted)
                .forEach(asked::add);

    assertThat(BlobWalk.of(reader, "a", BlobWalkTest::error)).isEmpty();

    assertThat(asked).containsExactly("ab");
  }

  @Test
  void folderThatCannotBeRead_isTheCallersError() {
    FolderReader reader =
        (folder, wanted, found) -> {
          throw new IOException("unreadable");
        };

    assertThatThrownBy(() -> BlobWalk.of(reader, "", BlobWalkTest::error).toList())
        .isInstanceOf(StorageException.class)
        .hasRootCauseMessage("unreadable");
  }

  private static List<String> names(int count) {
    List<String> names =
        new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "blob-" + i).toList());
    Collections.shuffle(names, new Random(42));
    return names;
  }

  private static StorageException error(IOException e) {
    return new StorageException("Cannot list", false, e);
  }
}
