package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SnapshotHistoryTest {

  private static final KeyGroupRange KEY_GROUPS = KeyGroupRange.all(4);
  private static final StoreSchema SCHEMA = new StoreSchema(TypeDescription.Scalar.LONG, List.of());

  private final Versions versions = new Versions(KEY_GROUPS.size());
  private final SnapshotHistory history = new SnapshotHistory(versions);

  @Test
  void anIncrement_leavesRememberedWhatChangedSinceItsChainSettled() {
    publish(1, versions.capture(), 1);
    publish(2, versions.capture(), 1);
    assertThat(versions.completed()).isEqualTo(2);
    assertThat(versions.remembered()).isEqualTo(1);
    assertThat(chain().since()).isEqualTo(1);
  }

  @Test
  void aChainThatSettledBeforeWhatIsRemembered_isNotGatheredFromThere() {
    publish(1, versions.capture(), 1);
    SnapshotHistory.Pending gathering = history.captured(2, versions.capture());
    SnapshotHistory.Pending late = history.captured(3, versions.capture());
    gathering.written(chain(2));
    history.completed(2);
    SnapshotHistory.Pending onIt = history.captured(4, versions.capture());
    late.written(chain(3));
    history.completed(3);
    onIt.written(chain(2));
    assertThat(history.completed(4)).isTrue();
    assertThat(chain().since()).isEqualTo(4);
    assertThat(chain().increments()).isEmpty();
    assertThat(versions.remembered()).isEqualTo(4);
  }

  private void publish(long snapshotId, int version, int since) {
    history.captured(snapshotId, version).written(chain(since));
    assertThat(history.completed(snapshotId)).isTrue();
  }

  private Chain chain() {
    return Objects.requireNonNull(history.base()).chain();
  }

  /** A chain of two blobs, the first of which settled at the end of {@code since}. */
  private static Chain chain(int since) {
    BlobRef blob = new BlobRef.Stored("blob", 0, 100, 0);
    Chain.Link link = new Chain.Link(blob, KEY_GROUPS, 100, KEY_GROUPS.size(), SCHEMA);
    return new Chain(List.of(link, link), 1, since, 1, 0, 10);
  }
}
