package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What snapshots in a row write and keep, reckoned for keys that change at random. */
class ChainTest {

  private static final Seed SEED = Seed.of(ChainTest.class);
  private static final int KEYS = 20_000;
  private static final KeyGroupRange KEY_GROUPS = KeyGroupRange.all(128);
  private static final StoreSchema SCHEMA = new StoreSchema(TypeDescription.Scalar.LONG, List.of());

  /** An entry's bytes of key and value, and in a blob. */
  private static final int PLAIN_BYTES = 108;

  private static final int ENTRY_BYTES = 111;
  private static final long FULL = (long) KEYS * ENTRY_BYTES;

  private final Random random = SEED.random();

  /** In which version each key was changed last; its key group is its number modulo theirs. */
  private final int[] changedIn = new int[KEYS];

  private Chain chain = base();
  private int version;
  private long changed;
  private long added;

  @ParameterizedTest
  @CsvSource({
    "30, 0.001, 1.05",
    "30, 0.01, 1.05",
    "150, 0.01, 2.1",
    "1500, 0.001, 2.4",
    "20, 0.1, 2.0",
    "5, 0.3, 1.4",
    "5000, 0.001, 2.6",
    "1000, 0.005, 2.4",
    "500, 0.01, 2.4",
    "100, 0.1, 2.1"
  })
  void changesInARow_areWrittenFewTimesAndKeptOnce(int snapshots, double part, double most) {
    for (int i = 0; i < snapshots; i++) {
      long written = snapshot((int) (KEYS * part));
      long kept = chain.links().stream().mapToLong(Chain.Link::bytes).sum();
      assertThat(written).as("snapshot %d of %s", i, SEED).isLessThan(FULL * 11 / 10);
      assertThat(kept).as("snapshot %d of %s", i, SEED).isLessThan((long) (FULL * (2.1 + part)));
      assertThat(chain.links()).hasSizeLessThan(Chain.MAX_LINKS + Chain.SPANS);
    }
    assertThat((double) added / (changed * PLAIN_BYTES)).as("%s", SEED).isLessThan(most);
  }

  @Test
  void veryFewChangesInARow_makeNoMoreThanTheMostLinks() {
    for (int i = 0; i < 10_000; i++) {
      snapshot(1);
      assertThat(chain.links()).hasSizeLessThan(Chain.MAX_LINKS + 2 * Chain.SPANS);
    }
    assertThat((double) added / (changed * PLAIN_BYTES)).as("%s", SEED).isLessThan(8);
  }

  @Test
  void anIncrementBeforeAnythingIsGathered_writesWhatChangedAlone() {
    for (int i = 1; i < Chain.MAX_INCREMENTS; i++) {
      assertThat(snapshot(20)).as("snapshot %d", i).isEqualTo(20 * ENTRY_BYTES);
    }
  }

  @Test
  void manyRemovals_areForgottenSoon() {
    assertThat(chain.next(KEY_GROUPS, KEYS, KEYS / 100).gathers()).isFalse();
    assertThat(chain.next(KEY_GROUPS, KEYS, KEYS).gathers()).isTrue();
  }

  @Test
  void aLinkThatSettled_isNotGatheredAgain() {
    for (int i = 0; i < 2 * Chain.MAX_INCREMENTS; i++) {
      snapshot(20);
    }
    assertThat(chain.settledAt(version).increments()).isEmpty();
    assertThat(chain.settledAt(version).since()).isEqualTo(version);
    Chain.Step step = new Chain.Step(true, List.of());
    assertThat(chain.settledAt(version).kept(step)).isEqualTo(chain.links());
  }

  /** Changes so many different keys and takes a snapshot; returns the bytes of what it writes. */
  private long snapshot(int count) {
    version++;
    int stride = KEYS / count;
    for (int i = 0; i < count; i++) {
      changedIn[i * stride + random.nextInt(stride)] = version;
    }
    changed += count;
    Chain.Step step = chain.next(KEY_GROUPS, KEYS, 0);
    if (step.whole().size() == chain.spans()) {
      chain = base();
      added += FULL;
      return FULL;
    }
    List<Chain.Link> links = new ArrayList<>(chain.kept(step));
    int kept = links.size();
    for (KeyGroupRange span : step.whole()) {
      links.add(link(span, 0));
    }
    int since = step.gathers() ? chain.since() + 1 : version;
    List<KeyGroupRange> ranges =
        new ArrayList<>(step.gathers() ? Spans.of(KEY_GROUPS, chain.spans()) : List.of(KEY_GROUPS));
    ranges.removeAll(step.whole());
    ranges.forEach(range -> links.add(link(range, since)));
    long written = links.stream().skip(kept).mapToLong(Chain.Link::bytes).sum();
    added += written;
    chain = chain.after(step, links, version, KEYS);
    return written;
  }

  private Chain base() {
    List<KeyGroupRange> spans = Spans.of(KEY_GROUPS, Chain.spansFor(FULL, KEY_GROUPS));
    List<Chain.Link> links = spans.stream().map(span -> link(span, 0)).toList();
    return Chain.ofBase(links, version, links.size(), KEYS);
  }

  private Chain.Link link(KeyGroupRange range, int since) {
    long entries = 0;
    for (int keyGroup = range.first(); keyGroup <= range.last(); keyGroup++) {
      for (int key = keyGroup; key < KEYS; key += KEY_GROUPS.size()) {
        entries += changedIn[key] >= since ? 1 : 0;
      }
    }
    long bytes = entries * ENTRY_BYTES;
    BlobRef blob = new BlobRef.Stored("blob", 0, bytes, 0);
    return new Chain.Link(blob, range, bytes, range.size(), SCHEMA);
  }
}
