package io.tidemark.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What writers that never came to an end left behind is found and removed. A storage of which such
 * writers leave nothing passes too.
 */
abstract class LeftoverContract extends StorageContract {

  private static final long ALL = Long.MAX_VALUE;

  @SuppressWarnings("NullAway.Init")
  private BlobWriter<StoredBlob> abandoned;

  @SuppressWarnings("NullAway.Init")
  private SnapshotStorage collector;

  LeftoverContract(SnapshotStorageKit kit) {
    super(kit);
  }

  @BeforeEach
  void abandonAWriter() {
    put(storage, "job/a");
    abandoned = storage.write("job/b");
    abandoned.write(content("job/b", LARGE), 0, LARGE);
    collector = root.open();
  }

  @AfterEach
  void closeTheWriter() {
    abandoned.close();
  }

  @Test
  void leftovers_areAllFoundAndGoneOnceCollected() throws Exception {
    Collection<StoredBlob> told = collector.collectLeftovers(ALL, true);
    Collection<StoredBlob> removed = collector.collectLeftovers(ALL, false);

    assertThat(identities(removed)).containsExactlyInAnyOrderElementsOf(identities(told));
    assertThat(collector.collectLeftovers(ALL, true)).isEmpty();
    assertThat(root.residue()).as("still under the root").isEmpty();
  }

  @Test
  void dryRun_removesNothing() {
    Collection<StoredBlob> told = collector.collectLeftovers(ALL, true);

    assertThat(identities(collector.collectLeftovers(ALL, true)))
        .containsExactlyInAnyOrderElementsOf(identities(told));
    abandoned.commit();
    assertThat(get(collector, "job/b")).isEqualTo(content("job/b", LARGE));
  }

  @Test
  void youngLeftover_isKept() {
    assertThat(collector.collectLeftovers(0, false)).isEmpty();
    for (StoredBlob leftover : collector.collectLeftovers(ALL, true)) {
      assertThat(identities(collector.collectLeftovers(leftover.modifiedMillis(), false)))
          .doesNotContain(identity(leftover));
      assertThat(identities(collector.collectLeftovers(leftover.modifiedMillis() + 1, true)))
          .contains(identity(leftover));
    }
    abandoned.commit();
    assertThat(get(collector, "job/b")).isEqualTo(content("job/b", LARGE));
  }

  @Test
  void leftovers_areNotListed() {
    assertThat(names(collector, "")).containsExactly("job/a");
  }

  @Test
  void blobs_areNoLeftovers() {
    storage.createIfAbsent("job/epochs/1", content("job/epochs/1", 10));
    collector.collectLeftovers(ALL, false);

    assertThat(names(collector, "")).containsExactly("job/a", "job/epochs/1");
    assertThat(get(collector, "job/a")).isEqualTo(content("job/a", 10));
    assertThat(get(collector, "job/epochs/1")).isEqualTo(content("job/epochs/1", 10));
  }

  @Test
  void writerWhoseLeftoverWasCollected_commitsWhollyOrFails() {
    collector.collectLeftovers(ALL, false);
    try {
      abandoned.commit();
    } catch (StorageException e) {
      assertThat(names(collector, "")).containsExactly("job/a");
      return;
    }
    assertThat(get(collector, "job/b")).isEqualTo(content("job/b", LARGE));
  }

  @Test
  void collectorsBesideWriters_takeNoBlob() throws Exception {
    AtomicInteger writing = new AtomicInteger(2);
    List<List<String>> committed =
        Race.of(
            3,
            racer -> {
              SnapshotStorage own = root.open();
              if (racer == 0) {
                while (writing.get() > 0) {
                  own.collectLeftovers(ALL, false);
                }
                own.collectLeftovers(ALL, false);
                return List.of();
              }
              try {
                return IntStream.range(0, 40)
                    .mapToObj(i -> "job/" + i % 3 + "/" + racer + "-" + i)
                    .filter(name -> committed(own, name))
                    .toList();
              } finally {
                writing.decrementAndGet();
              }
            });

    for (String name : committed.stream().flatMap(List::stream).toList()) {
      assertThat(get(storage, name)).as(name).isEqualTo(content(name, 10));
    }
  }

  /** Without the length: what a storage sends in the background still grows. */
  private static String identity(StoredBlob leftover) {
    return leftover.name() + " of " + leftover.modifiedMillis();
  }

  private static List<String> identities(Collection<StoredBlob> leftovers) {
    return leftovers.stream().map(LeftoverContract::identity).toList();
  }

  private static boolean committed(SnapshotStorage storage, String name) {
    try {
      put(storage, name);
      return true;
    } catch (StorageException e) {
      // Its unfinished bytes were collected: such a collection is for when no job is running.
      return false;
    }
  }
}
